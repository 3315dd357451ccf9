package chat.mongoose.auth;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * PBKDF2, the one expensive step of a login with a password. At most half of the processors derive
 * at a time, so that many logins at once do not delay the messages of those who are in; the others
 * wait on their threads, which are not the routers'.
 */
@ApplicationScoped
public class KeyDerivation {

  private final Semaphore permits =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

  /**
   * RFC 5802 §2.2: {@code Hi(password, salt, iterations)}. Blocks for some milliseconds.
   *
   * @param password prepared, not empty
   */
  byte[] saltedPassword(ScramHash hash, String password, byte[] salt, int iterations) {
    return bounded(() -> derive(hash, password, salt, iterations));
  }

  /** Does other work of that kind, such as a hash of another form, within the same bound. */
  public <T> T bounded(Supplier<T> work) {
    permits.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      permits.release();
    }
  }

  private static byte[] derive(ScramHash hash, String password, byte[] salt, int iterations) {
    var spec = new PBEKeySpec(password.toCharArray(), salt, iterations, hash.length() * 8);
    try {
      return SecretKeyFactory.getInstance("PBKDF2With" + hash.mac())
          .generateSecret(spec)
          .getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java does not have PBKDF2 with " + hash.mac(), e);
    } finally {
      spec.clearPassword();
    }
  }
}
