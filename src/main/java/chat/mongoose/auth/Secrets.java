package chat.mongoose.auth;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;

/** Keeps what only the nodes of this deployment know. */
@Stateless
public class Secrets {

  @PersistenceContext(unitName = "mongoose")
  private EntityManager entities;

  /** For the container. */
  public Secrets() {}

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
