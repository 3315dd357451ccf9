package chat.mongoose.wordpress;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What Java has of hashes, in the shapes in which WordPress writes them. */
final class Hashes {

  private Hashes() {}

  static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java does not have " + algorithm, e);
    }
  }

  /** Lower-case digits. */
  static String hex(String algorithm, byte[] data) {
    return HexFormat.of().formatHex(digest(algorithm).digest(data));
  }

  /** Lower-case digits of the hash of a text. */
  static String sha256(String text) {
    return hex("SHA-256", text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @param algorithm such as {@code HmacSHA256}
   * @param key not empty
   */
  static byte[] hmac(String algorithm, byte[] key, byte[] data) {
    try {
      var mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return mac.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java does not have " + algorithm, e);
    }
  }

  /** Compares in a time that does not tell where the difference is. */
  static boolean equal(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
