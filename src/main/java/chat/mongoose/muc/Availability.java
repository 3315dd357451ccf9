package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Presence;
import java.util.ArrayList;
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
    return change(occupant, Place.of(presence), Reply.to(presence));
  }

  /**
   * An occupant's presence from a place where he is already. Of one who is here from several
   * places, others see one presence, and hear nothing while that stays the same; he himself is
   * answered.
   */
  List<Effect> change(Occupant occupant, Place place, Reply reply) {
    var before = occupant.shown();
    room.occupants().put(occupant, place);
    return changed(occupant, before, occupant.jids(), reply);
  }

  /**
   * An occupant enters again, from another place or the same. There he is told of himself by the
   * greeting alone, since a client takes its own presence for the end of the list (§7.1).
   */
  List<Effect> enter(Occupant occupant, Place place) {
    var before = occupant.shown();
    room.occupants().put(occupant, place);
    return changed(occupant, before, occupant.jidsBut(place.jid()), Reply.NONE);
  }

  /** A place of an occupant who stays is gone. */
  List<Effect> left(Occupant occupant, Place before) {
    return changed(occupant, before, occupant.jids(), Reply.NONE);
  }

  /** What is told when others see another place of an occupant than before. */
  private List<Effect> changed(Occupant occupant, Place before, List<Jid> own, Reply reply) {
    if (!before.presence().equals(occupant.shown().presence())) {
      crowd.shows(occupant);
      return announcements.presence(occupant, own, reply);
    }
    var effects = new ArrayList<Effect>();
    if (!before.equals(occupant.shown())) {
      effects.addAll(announcements.address(occupant));
    }
    effects.addAll(announcements.answer(occupant, reply));
    return effects;
  }
}
