package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Presence;
import java.util.List;

/** Passes on how available an occupant is (XEP-0045 §7.7). */
final class Availability {

  private final RoomState room;
  private final Announcements announcements;
  private final Crowd crowd;

  Availability(RoomState room) {
    this.room = room;
    this.announcements = new Announcements(room);
    this.crowd = new Crowd(room);
  }

  /** An occupant's presence from a place where he is already. */
  List<Effect> change(Occupant occupant, Presence presence) {
    return change(occupant, Place.of(presence));
  }

  /**
   * An occupant's presence from a place where he is already. Of one who is here from several
   * places, others see one presence, and hear nothing while that stays the same.
   */
  List<Effect> change(Occupant occupant, Place place) {
    var before = occupant.shown();
    room.occupants().put(occupant, place);
    return changed(occupant, before, occupant.jids());
  }

  /**
   * An occupant enters again, from another place or the same. There he is told of himself by the
   * greeting alone, since a client takes its own presence for the end of the list (§7.1).
   */
  List<Effect> enter(Occupant occupant, Place place) {
    var before = occupant.shown();
    room.occupants().put(occupant, place);
    return changed(occupant, before, occupant.jidsBut(place.jid()));
  }

  /** A place of an occupant who stays is gone. */
  List<Effect> left(Occupant occupant, Place before) {
    return changed(occupant, before, occupant.jids());
  }

  /** What is told when others see another place of an occupant than before. */
  private List<Effect> changed(Occupant occupant, Place before, List<Jid> own) {
    if (!before.presence().equals(occupant.shown().presence())) {
      crowd.shows(occupant);
      return announcements.presence(occupant, own);
    }
    return before.equals(occupant.shown()) ? List.of() : announcements.address(occupant);
  }
}
