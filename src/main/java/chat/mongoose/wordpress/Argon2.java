package chat.mongoose.wordpress;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2 (RFC 9106) as PHP writes it, for sites that have chosen it. */
final class Argon2 {

  private static final Pattern FORM =
      Pattern.compile(
          "\\$(argon2id?)\\$v=19\\$m=(\\d{1,6}),t=(\\d{1,2}),p=(\\d{1,2})"
              + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

  private static final Map<String, Integer> KINDS =
      Map.of("argon2i", Argon2Parameters.ARGON2_i, "argon2id", Argon2Parameters.ARGON2_id);

  /** KiB of memory; PHP's default is 65,536. A hostile row must not empty the heap. */
  private static final int MOST_MEMORY = 131_072;

  private static final int MOST_ITERATIONS = 16;
  private static final int MOST_LANES = 16;

  private Argon2() {}

  static boolean matches(byte[] password, String stored) {
    var form = FORM.matcher(stored);
    if (!form.matches()) {
      return false;
    }
    var memory = Integer.parseInt(form.group(2));
    var iterations = Integer.parseInt(form.group(3));
    var lanes = Integer.parseInt(form.group(4));
    if (memory > MOST_MEMORY
        || iterations < 1
        || iterations > MOST_ITERATIONS
        || lanes < 1
        || lanes > MOST_LANES) {
      return false;
    }
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(KINDS.get(form.group(1)))
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memory)
            .withIterations(iterations)
            .withParallelism(lanes)
            .withSalt(Base64.getDecoder().decode(form.group(5)))
            .build());
    var wanted = Base64.getDecoder().decode(form.group(6));
    var hash = new byte[wanted.length];
    generator.generateBytes(password, hash);
    return MessageDigest.isEqual(hash, wanted);
  }
}
