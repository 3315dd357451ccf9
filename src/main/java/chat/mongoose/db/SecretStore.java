package chat.mongoose.db;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;

/** The table behind {@link Secrets}. */
@Stateless
public class SecretStore {

  @PersistenceContext(unitName = "mongoose")
  private EntityManager entities;

  /** For the container. */
  public SecretStore() {}

  public Optional<byte[]> find(String name) {
    return Optional.ofNullable(entities.find(SecretEntity.class, name)).map(SecretEntity::secret);
  }

  /**
   * Keeps a new secret.
   *
   * @throws jakarta.ejb.EJBException also if another node keeps one of this name just now
   */
  public void create(String name, byte[] secret) {
    entities.persist(new SecretEntity(name, secret));
  }
}
