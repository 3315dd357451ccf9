package chat.mongoose.auth;

import chat.mongoose.auth.AccountRefused.Reason;
import chat.mongoose.session.NameTaken;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Keeps the accounts. Names are prepared here already. Called by {@link Accounts} and the login.
 */
@Stateless
public class Users {

  @PersistenceContext(unitName = "mongoose")
  private EntityManager entities;

  @Inject private Event<NameTaken> taken;
  @Inject private Lives lives;

  /** For the container. */
  public Users() {}

  public Optional<Account> find(String username) {
    return entities
        .createNamedQuery(UserEntity.FIND, UserEntity.class)
        .setParameter("username", username)
        .getResultStream()
        .findFirst()
        .map(UserEntity::account);
  }

  /** Some accounts by name, behind this name; from the first for the empty one. */
  public List<Account> page(String after, int max) {
    return entities
        .createNamedQuery(UserEntity.PAGE, UserEntity.class)
        .setParameter("after", after)
        .setMaxResults(max)
        .getResultStream()
        .map(UserEntity::account)
        .toList();
  }

  /** Some names, behind this name; from the first for the empty one. */
  public List<String> names(String after, int max) {
    return entities
        .createNamedQuery(UserEntity.NAMES_AFTER, String.class)
        .setParameter("after", after)
        .setMaxResults(max)
        .getResultList();
  }

  public boolean isEmpty() {
    return entities
        .createNamedQuery(UserEntity.NAMES, String.class)
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }

  /** The iteration counts that accounts have. */
  public List<Integer> iterations() {
    return entities.createNamedQuery(UserEntity.ITERATIONS, Integer.class).getResultList();
  }

  /**
   * Adds an account.
   *
   * @throws AccountRefused if there is one of this name
   * @throws jakarta.ejb.EJBException also if another node adds one of this name just now
   */
  public void create(Account account) {
    if (entities.find(UserEntity.class, account.username()) != null) {
      throw AccountRefused.taken(account.username());
    }
    entities.persist(new UserEntity(account, lives.of(account.username(), Optional.empty())));
    // if this is undone after all, the name is kept for a minute
    taken.fire(new NameTaken(account.username(), SiteName.name(account.username())));
  }

  /**
   * Changes an account in one transaction.
   *
   * @throws AccountRefused if there is none of this name, or if nobody could administer any more
   */
  public Account change(String username, UnaryOperator<Account> change) {
    var entity = existing(username);
    var changed = change.apply(entity.account());
    if (changed.disabled() || !changed.roles().contains(Roles.ADMIN)) {
      requireOtherAdministrator(username);
    }
    entity.become(changed);
    return changed;
  }

  /**
   * Removes an account. Whoever has the name next is somebody else.
   *
   * @throws AccountRefused as {@link #change} does
   */
  public void remove(String username) {
    var entity = existing(username);
    requireOtherAdministrator(username);
    entities.remove(entity);
    lives.end(username);
  }

  private UserEntity existing(String username) {
    return Optional.ofNullable(entities.find(UserEntity.class, username))
        .orElseThrow(
            () -> new AccountRefused(Reason.UNKNOWN, "There is no account " + username + "."));
  }

  private void requireOtherAdministrator(String username) {
    var administrators =
        entities
            .createNamedQuery(UserEntity.ENABLED_WITH_ROLE, String.class)
            .setParameter("role", Roles.ADMIN)
            .setMaxResults(2)
            .getResultList();
    if (administrators.equals(List.of(username))) {
      throw new AccountRefused(
          Reason.LAST_ADMINISTRATOR,
          username + " is the last who has the role " + Roles.ADMIN + " and can log in.");
    }
  }
}
