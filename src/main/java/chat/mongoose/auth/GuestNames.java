package chat.mongoose.auth;

import chat.mongoose.db.Secrets;
import chat.mongoose.session.Guest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Supplier;

/**
 * Under which name a guest comes back. Who brings a token gets the same one each time, on every
 * node and after a restart; it tells nothing of the token, and without the deployment's secret
 * nobody can tell which token makes which name.
 */
@ApplicationScoped
public class GuestNames {

  private Supplier<byte[]> secret;

  /** For the container's proxy. */
  GuestNames() {}

  @Inject
  GuestNames(Secrets secrets) {
    this(() -> secrets.of("guests"));
  }

  /**
   * @param secret asked for each token; may block and fail
   */
  GuestNames(Supplier<byte[]> secret) {
    this.secret = secret;
  }

  /** The name of whoever brings this token. Blocks at the first call. */
  String of(GuestToken token) {
    return Guest.username(ScramHash.SHA_256.hmac(secret.get(), token.characters()));
  }
}
