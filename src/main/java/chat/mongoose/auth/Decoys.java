package chat.mongoose.auth;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Accounts that do not exist. A client that asks for the salt of an unknown name gets one all the
 * same, each time the same (RFC 5802 §9), and a login under such a name costs what it costs under
 * any other, but never succeeds.
 *
 * <p>All of a decoy follows from its name and a secret of the deployment, so that every node makes
 * the same one and nobody else can tell it from an account.
 */
@ApplicationScoped
public class Decoys {

  private static final int SALT_LENGTH = Accounts.SALT_LENGTH;

  private Supplier<byte[]> secret;
  private Supplier<List<Integer>> iterations;

  /** For the container. */
  protected Decoys() {}

  @Inject
  Decoys(DecoySource source) {
    this(source::secret, source::iterations);
  }

  /**
   * @param iterations the counts that accounts have, at least one: a decoy has one of them
   */
  Decoys(Supplier<byte[]> secret, Supplier<List<Integer>> iterations) {
    this.secret = secret;
    this.iterations = iterations;
  }

  /** The account that there would be if there were one. */
  Account of(String username) {
    return new Account(
        username,
        credentials(ScramHash.SHA_1, username),
        credentials(ScramHash.SHA_256, username),
        true,
        Set.of());
  }

  private ScramCredentials credentials(ScramHash hash, String username) {
    return new ScramCredentials(
        hash,
        Arrays.copyOf(bytes(hash, "salt", username), SALT_LENGTH),
        iterations(username),
        new ScramKeys(
            Arrays.copyOf(bytes(hash, "stored", username), hash.length()),
            Arrays.copyOf(bytes(hash, "server", username), hash.length())),
        Optional.empty());
  }

  /** Accounts have different counts if the setting was changed; so have their decoys. */
  private int iterations(String username) {
    var choices = iterations.get();
    var random = ByteBuffer.wrap(bytes(ScramHash.SHA_256, "iterations", username)).getInt();
    return choices.get(Math.floorMod(random, choices.size()));
  }

  private byte[] bytes(ScramHash hash, String purpose, String username) {
    var label = hash + " " + purpose + " " + username;
    return ScramHash.SHA_256.hmac(secret.get(), label.getBytes(StandardCharsets.UTF_8));
  }
}
