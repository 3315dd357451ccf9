package chat.mongoose.muc;

import chat.mongoose.stanza.Presence;
import java.util.List;

/** Passes on how available an occupant is (XEP-0045 §7.7). */
final class Availability {

  private final RoomState room;
  private final Announcements announcements;

  Availability(RoomState room) {
    this.room = room;
    this.announcements = new Announcements(room);
  }

  /** An occupant's presence from a place where he is already. */
  List<Effect> change(Occupant occupant, Presence presence) {
    return change(occupant, Place.of(presence, room.jid()));
  }

  /**
   * An occupant's presence from a place where he is already, or newly is. Of one who is here from
   * several places, others see one presence, and hear nothing while that stays the same.
   */
  List<Effect> change(Occupant occupant, Place place) {
    var before = occupant.shown();
    room.occupants().put(occupant, place);
    return changed(occupant, before);
  }

  /** What others are told when they see another place of an occupant than before. */
  List<Effect> changed(Occupant occupant, Place before) {
    if (!before.presence().equals(occupant.shown().presence())) {
      return announcements.presence(occupant);
    }
    return before.equals(occupant.shown()) ? List.of() : announcements.address(occupant);
  }
}
