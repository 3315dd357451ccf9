package chat.mongoose.wordpress;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;

/** The "portable" hash of phpass, which WordPress 2.5 to 6.7 writes: salted MD5, many times. */
final class Phpass {

  private static final String DIGITS =
      "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private static final int LENGTH = 34;
  private static final int SETTING = 12;
  private static final int MD5_LENGTH = 16;
  private static final int LEAST_COST = 7;

  /** WordPress writes 13 and would read 30, a thousand million rounds: that is for attackers. */
  private static final int MOST_COST = 18;

  private Phpass() {}

  /** True if the stored text begins as such a hash, or as phpBB's, which is the same. */
  static boolean wrote(String stored) {
    return stored.startsWith("$P$") || stored.startsWith("$H$");
  }

  static boolean matches(byte[] password, String stored) {
    if (stored.length() != LENGTH) {
      return false;
    }
    var cost = DIGITS.indexOf(stored.charAt(3));
    if (cost < LEAST_COST || cost > MOST_COST) {
      return false;
    }
    var salt = stored.substring(4, SETTING).getBytes(StandardCharsets.UTF_8);
    var hash = hash(password, salt, 1 << cost);
    return Hashes.equal(stored.substring(0, SETTING) + encode(hash), stored);
  }

  private static byte[] hash(byte[] password, byte[] salt, int rounds) {
    var md5 = Hashes.digest("MD5");
    md5.update(salt);
    var hash = md5.digest(password);
    for (int i = 0; i < rounds; i++) {
      round(md5, hash, password);
    }
    return hash;
  }

  private static void round(MessageDigest md5, byte[] hash, byte[] password) {
    md5.update(hash);
    md5.update(password);
    try {
      md5.digest(hash, 0, MD5_LENGTH);
    } catch (DigestException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Three octets become four digits, the low bits first; the last octet becomes two. */
  private static String encode(byte[] hash) {
    var text = new StringBuilder();
    for (int i = 0; i < hash.length; i += 3) {
      var octets = Math.min(3, hash.length - i);
      var bits = 0;
      for (int j = 0; j < octets; j++) {
        bits |= (hash[i + j] & 0xff) << (8 * j);
      }
      for (int j = 0; j <= octets; j++) {
        text.append(DIGITS.charAt(bits >> (6 * j) & 63));
      }
    }
    return text.toString();
  }
}
