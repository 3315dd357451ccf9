package chat.mongoose.auth;

import chat.mongoose.session.NamePassedOn;
import chat.mongoose.stanza.Jid;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.security.SecureRandom;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Tells those apart who have the same name one after the other. An account that was removed and
 * made anew, and a user of the site whose number there is another than before, are somebody else:
 * they get another life, and {@link NamePassedOn} takes from the name what the earlier one had.
 *
 * <p>Decision: a number beside the name, and not another name or address. Addresses are what people
 * know each other by, and almost none is ever given twice. What the site does not tell apart by a
 * number ({@link SiteEvidence#owner}), such as the {@code sub} of a JWT, is one person here.
 *
 * <p>Called by {@link Users} and by the login. Names are prepared here already. A removed name
 * leaves a row for ever; only administrators can make names, so nobody fills the table.
 */
@Stateless
public class Lives {

  /** RFC 2606 §2: never anybody's domain, so nobody can ever log in under it. */
  private static final String NOBODYS = "removed.invalid";

  private static final SecureRandom RANDOM = new SecureRandom();

  @PersistenceContext(unitName = "mongoose")
  private EntityManager entities;

  @Inject private Event<NamePassedOn> passedOn;

  @Inject
  @ConfigProperty(name = "mongoose.domain", defaultValue = "localhost")
  private String domain;

  /** For the container. */
  public Lives() {}

  /**
   * Which life this is.
   *
   * @param owner who has the name at the site, if that is known; if it is another than before, a
   *     new life begins
   * @throws jakarta.ejb.EJBException also if somebody else asks for the first time in this moment
   */
  public long of(String username, Optional<String> owner) {
    var entity = entities.find(LifeEntity.class, username);
    if (owner.isEmpty()) {
      return entity == null ? 0 : entity.life();
    }
    if (entity == null) {
      entity = new LifeEntity(username);
      entities.persist(entity);
    }
    if (entity.owner().filter(before -> !before.equals(owner.get())).isPresent()) {
      begin(username, entity);
    }
    if (!entity.owner().equals(owner)) {
      entity.owner(owner.get());
    }
    return entity.life();
  }

  /** Whoever has this name from now on is somebody else. */
  public void end(String username) {
    var entity = entities.find(LifeEntity.class, username);
    if (entity == null) {
      entity = new LifeEntity(username);
      entities.persist(entity);
    }
    begin(username, entity);
  }

  private void begin(String username, LifeEntity entity) {
    var former = username + "-" + Long.toHexString(RANDOM.nextLong());
    entity.life(RANDOM.nextLong(1, Long.MAX_VALUE));
    Optional.ofNullable(entities.find(UserEntity.class, username))
        .ifPresent(account -> account.life(entity.life()));
    passedOn.fire(new NamePassedOn(Jid.of(username, domain), Jid.of(former, NOBODYS)));
  }
}
