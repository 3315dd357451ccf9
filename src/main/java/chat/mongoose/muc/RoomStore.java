package chat.mongoose.muc;

import chat.mongoose.session.NamePassedOn;
import chat.mongoose.stanza.Jid;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Persistent rooms in the database. Everything here blocks, and fails while the database is down.
 */
@Stateless
public class RoomStore {

  @PersistenceContext private EntityManager entities;

  /** For the container. */
  public RoomStore() {}

  public Optional<RoomRecord> find(Jid room) {
    var name = name(room);
    return Optional.ofNullable(entities.find(RoomEntity.class, name))
        .map(entity -> entity.read(room, affiliations(name), bans(name)));
  }

  /** Stores the room as it is, whatever is stored of it already. */
  public void save(RoomRecord room) {
    var name = name(room.jid());
    var entity = entities.find(RoomEntity.class, name);
    if (entity == null) {
      entity = new RoomEntity(name);
      entity.write(room);
      entities.persist(entity);
    } else {
      entity.write(room);
    }
    save(name, room.affiliations());
    save(name, room.guestBans());
  }

  /** See {@link Affiliations#passOn}; within the transaction that passes the name on. */
  public void passOn(NamePassedOn passedOn) {
    var all =
        entities
            .createNamedQuery(AffiliationEntity.OF_USER, AffiliationEntity.class)
            .setParameter("jid", passedOn.name().toString())
            .getResultList();
    for (AffiliationEntity each : all) {
      if (each.affiliation() == Affiliation.OWNER) {
        entities.persist(new AffiliationEntity(each.room(), passedOn.former(), Affiliation.OWNER));
      }
      entities.remove(each);
    }
  }

  /** Removes what is stored of the room; its archive stays. */
  public void remove(Jid room) {
    var name = name(room);
    save(name, Map.of());
    save(name, List.of());
    Optional.ofNullable(entities.find(RoomEntity.class, name)).ifPresent(entities::remove);
  }

  /**
   * The rooms that everybody may find, by name.
   *
   * @param after the name behind which to begin
   * @param max at most so many
   */
  public List<RoomSummary> listed(String domain, String after, int max) {
    return entities
        .createNamedQuery(RoomEntity.LISTED, RoomEntity.class)
        .setParameter("after", after)
        .setMaxResults(max)
        .getResultStream()
        .map(room -> room.summary(domain))
        .toList();
  }

  private Map<Jid, Affiliation> affiliations(String room) {
    return stored(room).stream()
        .collect(Collectors.toMap(AffiliationEntity::jid, AffiliationEntity::affiliation));
  }

  private void save(String room, Map<Jid, Affiliation> affiliations) {
    var missing = new HashMap<>(affiliations);
    for (AffiliationEntity stored : stored(room)) {
      var wanted = missing.remove(stored.jid());
      if (wanted == null) {
        entities.remove(stored);
      } else {
        stored.affiliation(wanted);
      }
    }
    missing.forEach((jid, each) -> entities.persist(new AffiliationEntity(room, jid, each)));
  }

  private List<GuestBan> bans(String room) {
    return storedBans(room).stream().map(GuestBanEntity::read).toList();
  }

  private void save(String room, List<GuestBan> bans) {
    var missing = new HashMap<Jid, GuestBan>();
    bans.forEach(ban -> missing.put(ban.guest(), ban));
    for (GuestBanEntity stored : storedBans(room)) {
      var wanted = missing.remove(stored.guest());
      if (wanted == null) {
        entities.remove(stored);
      } else {
        stored.write(wanted);
      }
    }
    missing.values().forEach(ban -> entities.persist(new GuestBanEntity(room, ban)));
  }

  private List<GuestBanEntity> storedBans(String room) {
    return entities
        .createNamedQuery(GuestBanEntity.OF_ROOM, GuestBanEntity.class)
        .setParameter("room", room)
        .getResultList();
  }

  private List<AffiliationEntity> stored(String room) {
    return entities
        .createNamedQuery(AffiliationEntity.OF_ROOM, AffiliationEntity.class)
        .setParameter("room", room)
        .getResultList();
  }

  private static String name(Jid room) {
    return room.local().orElseThrow();
  }
}
