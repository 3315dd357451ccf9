package chat.mongoose.auth;

import jakarta.persistence.Embeddable;

/** {@link ScramCredentials} as columns. */
@Embeddable
class ScramColumns {

  private byte[] salt;
  private int iterations;
  private byte[] storedKey;
  private byte[] serverKey;

  /** For JPA. */
  protected ScramColumns() {}

  ScramColumns(ScramCredentials credentials) {
    salt = credentials.salt();
    iterations = credentials.iterations();
    storedKey = credentials.storedKey();
    serverKey = credentials.serverKey();
  }

  ScramCredentials credentials(ScramHash hash) {
    return new ScramCredentials(hash, salt, iterations, storedKey, serverKey);
  }
}
