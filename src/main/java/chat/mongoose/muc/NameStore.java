package chat.mongoose.muc;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;

/**
 * Under which names those who have accounts have been in rooms, the newest few of each. Everything
 * here blocks, and fails while the database is down.
 */
@Stateless
public class NameStore {

  /** Names that are kept for one user, so that nobody keeps all names from all others. */
  static final int MAX_NAMES = 8;

  @PersistenceContext private EntityManager entities;

  /** For the container. */
  public NameStore() {}

  /**
   * A name of a user.
   *
   * @param username the local part of the address
   */
  public record Name(String username, String name) {}

  /** The first of all, in an order of their own. */
  public List<Name> first(int max) {
    return after(new Name("", ""), max);
  }

  /** Those behind this one. */
  public List<Name> after(Name last, int max) {
    return entities
        .createNamedQuery(NameEntity.AFTER, NameEntity.class)
        .setParameter("username", last.username())
        .setParameter("name", last.name())
        .setMaxResults(max)
        .getResultStream()
        .map(NameEntity::read)
        .toList();
  }

  /** Keeps one, unless it is kept; the oldest of the same user goes if there are too many. */
  public void keep(Name name, Instant now) {
    var own =
        entities
            .createNamedQuery(NameEntity.OF_USER, NameEntity.class)
            .setParameter("username", name.username())
            .getResultList();
    if (own.stream().map(NameEntity::read).anyMatch(name::equals)) {
      return;
    }
    own.stream().skip(MAX_NAMES - 1).forEach(entities::remove);
    entities.persist(new NameEntity(name, now.toEpochMilli()));
  }
}
