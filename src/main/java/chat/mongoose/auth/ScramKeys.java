package chat.mongoose.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The keys that a salted password makes (RFC 5802 §3). */
record ScramKeys(byte[] storedKey, byte[] serverKey) {

  private static final byte[] CLIENT_KEY = "Client Key".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SERVER_KEY = "Server Key".getBytes(StandardCharsets.US_ASCII);

  static ScramKeys of(ScramHash hash, byte[] salted) {
    return new ScramKeys(hash.digest(hash.hmac(salted, CLIENT_KEY)), hash.hmac(salted, SERVER_KEY));
  }

  /** True if the same password makes both. */
  boolean areThose(ScramKeys others) {
    return MessageDigest.isEqual(storedKey, others.storedKey);
  }

  /**
   * True if the client that made this proof knows the password.
   *
   * @param proof of any length
   */
  boolean match(ScramHash hash, byte[] authMessage, byte[] proof) {
    var clientKey = hash.hmac(storedKey, authMessage);
    for (int i = 0; i < clientKey.length && i < proof.length; i++) {
      clientKey[i] ^= proof[i];
    }
    var same = MessageDigest.isEqual(hash.digest(clientKey), storedKey);
    return same && proof.length == clientKey.length;
  }

  /** {@code ServerSignature}, by which the client knows that we know the password too. */
  byte[] signature(ScramHash hash, byte[] authMessage) {
    return hash.hmac(serverKey, authMessage);
  }

  /** Nothing of the keys. */
  @Override
  public String toString() {
    return "SCRAM keys";
  }
}
