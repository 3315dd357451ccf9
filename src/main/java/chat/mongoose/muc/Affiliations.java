package chat.mongoose.muc;

import chat.mongoose.session.Guest;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Who is associated with a room (XEP-0045 §5.2), by bare address. Those of guests are not stored: a
 * guest is somebody else as soon as he likes. What somebody is by the whole site is not stored
 * either: it counts as long as he is that, and where the room itself gives him less.
 */
final class Affiliations {

  /** Users that a persistent room may be associated with. */
  static final int CAPACITY = 10_000;

  /** The same for a room that anybody may make, and that nobody cleans up but by leaving it. */
  static final int TEMPORARY_CAPACITY = 200;

  private final Map<Jid, Affiliation> affiliations;
  private final Function<Jid, Affiliation> site;

  /** Those of a room that nobody is in. */
  Affiliations(Map<Jid, Affiliation> stored) {
    this(stored, user -> Affiliation.NONE);
  }

  /**
   * @param site what somebody is in every room, by bare address; an admin at least, or nothing
   */
  Affiliations(Map<Jid, Affiliation> stored, Function<Jid, Affiliation> site) {
    this.affiliations = new LinkedHashMap<>(stored);
    this.affiliations.keySet().removeIf(Guest::names);
    this.site = site;
  }

  Affiliation of(Jid user) {
    var bare = user.bare();
    var own = affiliations.getOrDefault(bare, Affiliation.NONE);
    if (own == Affiliation.OWNER) {
      return own;
    }
    var everywhere = site.apply(bare);
    return everywhere.isAtLeast(Affiliation.ADMIN) && everywhere.isAtLeast(own) ? everywhere : own;
  }

  /** Associates a user with the room. */
  void set(Jid user, Affiliation affiliation) {
    if (affiliation == Affiliation.NONE) {
      affiliations.remove(user.bare());
    } else {
      affiliations.put(user.bare(), affiliation);
    }
  }

  /**
   * A name passes on: nobody is what its former owner was. Only a room's ownership stays with who
   * is gone, so that the room stays as it is and is not for the next who comes.
   *
   * @return true if something has changed
   */
  boolean passOn(Jid name, Jid former) {
    var had = affiliations.remove(name.bare());
    if (had == Affiliation.OWNER) {
      affiliations.put(former, had);
    }
    return had != null;
  }

  /**
   * Checks that there is space for so many more.
   *
   * @param capacity of the room
   * @throws StanzaError {@code resource-constraint} if there is not
   */
  void checkSpace(long more, int capacity) {
    if (affiliations.size() + more > capacity) {
      throw new StanzaError(
          Condition.RESOURCE_CONSTRAINT,
          "This room has at most " + capacity + " users with an affiliation.");
    }
  }

  /** The users of this affiliation. */
  List<Jid> all(Affiliation affiliation) {
    return affiliations.entrySet().stream()
        .filter(entry -> entry.getValue() == affiliation)
        .map(Map.Entry::getKey)
        .toList();
  }

  boolean hasOwner() {
    return affiliations.containsValue(Affiliation.OWNER);
  }

  /** True if somebody owns the room who is no guest. */
  boolean hasOwnerWithAccount() {
    return affiliations.entrySet().stream()
        .anyMatch(each -> each.getValue() == Affiliation.OWNER && !Guest.names(each.getKey()));
  }

  /** Guests who own the room or administer it, which they may in one that does not last. */
  List<Jid> guestsInCharge() {
    return affiliations.entrySet().stream()
        .filter(each -> each.getValue().isAtLeast(Affiliation.ADMIN) && Guest.names(each.getKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What is stored: without guests. */
  Map<Jid, Affiliation> lasting() {
    return affiliations.entrySet().stream()
        .filter(entry -> !Guest.names(entry.getKey()))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
