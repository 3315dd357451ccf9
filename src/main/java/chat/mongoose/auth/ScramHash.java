package chat.mongoose.auth;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The hash functions of SCRAM: SHA-1 (RFC 5802) and SHA-256 (RFC 7677). */
public enum ScramHash {
  SHA_256("SHA-256", "HmacSHA256", 32),
  SHA_1("SHA-1", "HmacSHA1", 20);

  private final String digest;
  private final String mac;
  private final int length;

  ScramHash(String digest, String mac, int length) {
    this.digest = digest;
    this.mac = mac;
    this.length = length;
  }

  /** The SASL mechanism that uses this hash. */
  public String mechanism() {
    return "SCRAM-" + digest;
  }

  static Optional<ScramHash> of(String mechanism) {
    return Stream.of(values()).filter(hash -> hash.mechanism().equals(mechanism)).findFirst();
  }

  /** The name by which Java's cryptography knows HMAC with this hash. */
  String mac() {
    return mac;
  }

  /** Bytes of its output. */
  int length() {
    return length;
  }

  /** RFC 5802 §2.2: {@code H(str)}. */
  byte[] digest(byte[] data) {
    try {
      return MessageDigest.getInstance(digest).digest(data);
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /** RFC 5802 §2.2: {@code HMAC(key, str)}. */
  byte[] hmac(byte[] key, byte[] data) {
    try {
      var function = Mac.getInstance(mac);
      function.init(new SecretKeySpec(key, mac));
      return function.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  private IllegalStateException missing(GeneralSecurityException e) {
    return new IllegalStateException("This Java does not have " + mac, e);
  }
}
