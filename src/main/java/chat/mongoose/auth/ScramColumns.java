package chat.mongoose.auth;

import jakarta.persistence.Embeddable;
import java.util.Optional;

/** {@link ScramCredentials} as columns. */
@Embeddable
class ScramColumns {

  private byte[] salt;
  private int iterations;
  private byte[] storedKey;
  private byte[] serverKey;
  private byte[] saslprepStoredKey;
  private byte[] saslprepServerKey;

  /** For JPA. */
  protected ScramColumns() {}

  ScramColumns(ScramCredentials credentials) {
    salt = credentials.salt();
    iterations = credentials.iterations();
    storedKey = credentials.keys().storedKey();
    serverKey = credentials.keys().serverKey();
    saslprepStoredKey = credentials.saslprep().map(ScramKeys::storedKey).orElse(null);
    saslprepServerKey = credentials.saslprep().map(ScramKeys::serverKey).orElse(null);
  }

  ScramCredentials credentials(ScramHash hash) {
    var saslprep =
        saslprepStoredKey == null
            ? Optional.<ScramKeys>empty()
            : Optional.of(new ScramKeys(saslprepStoredKey, saslprepServerKey));
    return new ScramCredentials(
        hash, salt, iterations, new ScramKeys(storedKey, serverKey), saslprep);
  }
}
