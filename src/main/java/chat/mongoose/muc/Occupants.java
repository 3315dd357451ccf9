package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Message;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who is in a room, found by nickname and by real address, in the order of their coming. */
final class Occupants {

  private final Jid room;
  private final Map<String, Occupant> byNick = new LinkedHashMap<>();
  private final Map<String, Occupant> byLook = new HashMap<>();
  private final Map<Jid, Occupant> byPlace = new HashMap<>();
  private final Map<Jid, List<Occupant>> byUser = new HashMap<>();
  private final Visits visits;
  private int hiddenCount;
  private Audience audience;

  Occupants(Jid room, Visits visits) {
    this.room = room;
    this.visits = visits;
  }

  /** The occupant who is here from this full address. */
  Optional<Occupant> at(Jid full) {
    return Optional.ofNullable(byPlace.get(full));
  }

  /** The occupant who has sent a message; only those who are here may. */
  Occupant sender(Message message) {
    return at(message.from().orElseThrow())
        .orElseThrow(() -> new StanzaError(Condition.NOT_ACCEPTABLE, "You are not in this room."));
  }

  /** The occupant with exactly this nickname. */
  Optional<Occupant> named(String nick) {
    return Optional.ofNullable(byNick.get(nick));
  }

  /** The occupants whose nicknames could be taken for this one. */
  Set<Occupant> of(Nickname nickname) {
    var alike = new LinkedHashSet<Occupant>(4);
    for (String look : nickname.looks()) {
      var holder = byLook.get(look);
      if (holder != null) {
        alike.add(holder);
      }
    }
    return alike;
  }

  /** All occupants of this user, who may be here under several nicknames. */
  List<Occupant> of(Jid user) {
    return List.copyOf(byUser.getOrDefault(user, List.of()));
  }

  Collection<Occupant> all() {
    return Collections.unmodifiableCollection(byNick.values());
  }

  int size() {
    return byNick.size();
  }

  /** How many everybody is told of, see {@link Crowd}. */
  int shownCount() {
    return size() - hiddenCount;
  }

  boolean isEmpty() {
    return byNick.isEmpty();
  }

  /** Everybody's addresses; the same object until somebody comes, goes or changes his role. */
  Audience audience() {
    if (audience == null) {
      audience = Audience.of(byNick.values());
    }
    return audience;
  }

  /** Lets an occupant be here from a place, be he new or not. */
  void put(Occupant occupant, Place place) {
    occupant.put(place);
    if (byNick.put(occupant.nick(), occupant) == null) {
      byUser.computeIfAbsent(occupant.user(), user -> new ArrayList<>(1)).add(occupant);
    }
    occupant.nickname().looks().forEach(look -> byLook.put(look, occupant));
    var before = byPlace.put(place.jid(), occupant);
    if (before == null) {
      visits.entered(place.jid());
    }
    if (before != occupant) {
      audience = null;
    }
  }

  /** Lets an occupant be here of whom moderators only are told, see {@link Crowd}. */
  void putHidden(Occupant occupant, Place place) {
    occupant.hide(true);
    hiddenCount++;
    put(occupant, place);
  }

  /** From now on everybody is told of this occupant. */
  void show(Occupant occupant) {
    if (occupant.isHidden()) {
      occupant.hide(false);
      hiddenCount--;
    }
  }

  /** Removes a place, and its occupant with his last one. */
  void remove(Jid full) {
    var occupant = byPlace.remove(full);
    visits.left(full);
    occupant.remove(full);
    if (occupant.placeCount() == 0) {
      byNick.remove(occupant.nick());
      byUser.computeIfPresent(
          occupant.user(), (user, all) -> all.remove(occupant) && all.isEmpty() ? null : all);
      occupant.nickname().looks().forEach(byLook::remove);
      hiddenCount -= occupant.isHidden() ? 1 : 0;
    }
    audience = null;
  }

  void rename(Occupant occupant, Nickname nickname) {
    byNick.remove(occupant.nick());
    occupant.nickname().looks().forEach(byLook::remove);
    occupant.rename(room, nickname);
    byNick.put(occupant.nick(), occupant);
    nickname.looks().forEach(look -> byLook.put(look, occupant));
  }

  void associate(Occupant occupant, Affiliation affiliation, Role role) {
    occupant.associate(affiliation, role);
    if (occupant.isOutstanding()) {
      show(occupant);
    }
    audience = null;
  }

  void clear() {
    byPlace.keySet().forEach(visits::left);
    byNick.clear();
    byLook.clear();
    byPlace.clear();
    byUser.clear();
    hiddenCount = 0;
    audience = null;
  }
}
