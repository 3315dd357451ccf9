package chat.mongoose.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * What is kept of a password for one mechanism (RFC 5802 §2.2, §3). Nobody can log in by SCRAM with
 * what stands here; the password can only be guessed and tried.
 *
 * @param iterations of {@link KeyDerivation}
 */
record ScramCredentials(
    ScramHash hash, byte[] salt, int iterations, byte[] storedKey, byte[] serverKey) {

  private static final byte[] CLIENT_KEY = "Client Key".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SERVER_KEY = "Server Key".getBytes(StandardCharsets.US_ASCII);

  /** The credentials for a new password. */
  static ScramCredentials derive(
      ScramHash hash, String password, byte[] salt, int iterations, KeyDerivation derivation) {
    var salted = derivation.saltedPassword(hash, password, salt, iterations);
    return new ScramCredentials(
        hash,
        salt,
        iterations,
        hash.digest(hash.hmac(salted, CLIENT_KEY)),
        hash.hmac(salted, SERVER_KEY));
  }

  /** True if these were derived from this password; takes as long when they were not. */
  boolean match(String password, KeyDerivation derivation) {
    var tried = derive(hash, password, salt, iterations, derivation);
    return MessageDigest.isEqual(tried.storedKey, storedKey);
  }

  /**
   * RFC 5802 §3: true if the client that made this proof knows the password.
   *
   * @param proof of any length
   */
  boolean match(byte[] authMessage, byte[] proof) {
    var clientKey = hash.hmac(storedKey, authMessage);
    for (int i = 0; i < clientKey.length && i < proof.length; i++) {
      clientKey[i] ^= proof[i];
    }
    var same = MessageDigest.isEqual(hash.digest(clientKey), storedKey);
    return same && proof.length == clientKey.length;
  }

  /** RFC 5802 §3: {@code ServerSignature}, by which the client knows that we know it too. */
  byte[] signature(byte[] authMessage) {
    return hash.hmac(serverKey, authMessage);
  }

  /** Nothing of the keys. */
  @Override
  public String toString() {
    return hash.mechanism() + " credentials with " + iterations + " iterations";
  }
}
