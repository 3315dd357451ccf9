package chat.mongoose.muc;

import chat.mongoose.guard.Faults;
import chat.mongoose.session.NamePassedOn;
import chat.mongoose.stanza.Jid;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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
      if (each.affiliation().orElse(Affiliation.OWNER) == Affiliation.OWNER) {
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
    return read(domain, after, max, last -> listed(last, max));
  }

  /**
   * The rooms that everybody may find, by name, in front of a name or the last of all; from the
   * last to the first.
   *
   * @param before the name in front of which to end; empty for none
   * @param max at most so many
   */
  public List<RoomSummary> listedBefore(String domain, String before, int max) {
    return read(domain, before, max, last -> listedBefore(last, max));
  }

  /** How many rooms everybody may find. */
  public long listed() {
    return entities.createNamedQuery(RoomEntity.COUNT_LISTED, Long.class).getSingleResult();
  }

  /**
   * Reads on until there are enough that can be read.
   *
   * @param next the rows behind a name, in whatever order
   */
  private static List<RoomSummary> read(
      String domain, String from, int max, Function<String, List<Object[]>> next) {
    var found = new ArrayList<RoomSummary>();
    var last = from;
    var page = next.apply(last);
    while (!page.isEmpty() && found.size() < max) {
      for (Object[] row : page) {
        last = (String) row[0];
        summary(last, (String) row[1], domain).ifPresent(found::add);
      }
      page = page.size() < max ? List.of() : next.apply(last);
    }
    return found.subList(0, Math.min(max, found.size()));
  }

  private List<Object[]> listedBefore(String before, int max) {
    var query =
        before.isEmpty()
            ? entities.createNamedQuery(RoomEntity.LAST_LISTED, Object[].class)
            : entities
                .createNamedQuery(RoomEntity.LISTED_BEFORE, Object[].class)
                .setParameter("before", before);
    return query.setMaxResults(max).getResultList();
  }

  private List<Object[]> listed(String after, int max) {
    return entities
        .createNamedQuery(RoomEntity.LISTED, Object[].class)
        .setParameter("after", after)
        .setMaxResults(max)
        .getResultList();
  }

  /** Empty for a name that no room can have: nobody could enter it. */
  private static Optional<RoomSummary> summary(String name, String title, String domain) {
    var jid = Jid.kept(name + "@" + domain);
    if (!jid.local().equals(Optional.of(name))) {
      Faults.mention("A row of muc_room", name);
      return Optional.empty();
    }
    return Optional.of(new RoomSummary(jid, title.isEmpty() ? name : title, true, true));
  }

  /**
   * What cannot be read harms nobody but whom it is about: who is something that there is not stays
   * out, and of two rows of one address the one counts that gives less. A room that somebody owned
   * is not for the next who comes: nobody owns it then.
   */
  private Map<Jid, Affiliation> affiliations(String room) {
    var all = new HashMap<Jid, Affiliation>();
    var owned = false;
    for (AffiliationEntity stored : stored(room)) {
      var affiliation = stored.affiliation();
      if (affiliation.isEmpty() || stored.jid().isStandIn()) {
        Faults.mention("A row of muc_affiliation", stored);
      }
      all.merge(stored.jid(), affiliation.orElse(Affiliation.OUTCAST), RoomStore::lesser);
      owned |= affiliation.orElse(Affiliation.OWNER) == Affiliation.OWNER;
    }
    if (owned && !all.containsValue(Affiliation.OWNER)) {
      all.put(Jid.kept(""), Affiliation.OWNER);
    }
    return all;
  }

  private static Affiliation lesser(Affiliation one, Affiliation other) {
    return one.isAtLeast(other) ? other : one;
  }

  private void save(String room, Map<Jid, Affiliation> affiliations) {
    var missing = new HashMap<>(affiliations);
    for (AffiliationEntity stored : stored(room)) {
      var wanted = stored.isOurs() ? missing.remove(stored.jid()) : null;
      if (wanted == null) {
        entities.remove(stored);
      } else if (stored.affiliation().orElse(Affiliation.OUTCAST) != wanted) {
        stored.affiliation(wanted);
      }
    }
    // who stands in for somebody is no more than that
    missing.keySet().removeIf(Jid::isStandIn);
    missing.forEach((jid, each) -> entities.persist(new AffiliationEntity(room, jid, each)));
  }

  private List<GuestBan> bans(String room) {
    var bans = storedBans(room);
    bans.stream()
        .filter(ban -> ban.guest().isStandIn())
        .forEach(ban -> Faults.mention("A row of muc_guest_ban", ban));
    return bans.stream().map(GuestBanEntity::read).toList();
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
