package chat.mongoose.db;

import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.concurrent.ConcurrentHashMap;

/** What only the nodes of this deployment know: a random secret for each purpose. */
@ApplicationScoped
public class Secrets {

  private static final int LENGTH = 32;

  /** Octets; whoever has fewer in his table has damaged it. */
  private static final int LEAST = 16;

  private final ConcurrentHashMap<String, byte[]> known = new ConcurrentHashMap<>();

  private SecretStore store;

  /** For the container's proxy. */
  Secrets() {}

  @Inject
  Secrets(SecretStore store) {
    this.store = store;
  }

  /**
   * The secret for this purpose, 256 random bits, made when it is asked for the first time and the
   * same on every node ever after. The first call blocks, and fails while the database is down.
   *
   * @throws IllegalStateException if what is stored can be no secret
   */
  public byte[] of(String purpose) {
    var secret = known.get(purpose);
    if (secret == null) {
      secret = store.find(purpose).orElseGet(() -> create(purpose));
      check(purpose, secret);
      known.put(purpose, secret);
    }
    return secret.clone();
  }

  private static void check(String purpose, byte[] secret) {
    if (secret == null || secret.length < LEAST) {
      throw new IllegalStateException(
          "The row of the table secrets with the name %s is damaged: restore it, or remove it and lose what was made with it"
              .formatted(purpose));
    }
  }

  /**
   * Makes the secret, or waits for who does so: of two that make it at once on this node, the store
   * would log one as an error.
   */
  private synchronized byte[] create(String purpose) {
    var made = known.get(purpose);
    if (made == null) {
      made = keep(purpose);
      known.put(purpose, made);
    }
    return made;
  }

  private byte[] keep(String purpose) {
    var random = new byte[LENGTH];
    new SecureRandom().nextBytes(random);
    try {
      store.create(purpose, random);
      return random;
    } catch (EJBException e) {
      // another node may have been faster, and its secret is the one that counts
      return store.find(purpose).orElseThrow(() -> e);
    }
  }
}
