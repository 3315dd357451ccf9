package chat.mongoose.muc;

import chat.mongoose.session.Guest;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Presence;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import java.util.ArrayList;
import java.util.List;

/** Gives an occupant another name, in all places from which he is here (XEP-0045 §7.6). */
final class NickChange {

  private static final int RENAMED = 210;

  private final RoomState room;
  private final Announcements announcements;
  private final Availability availability;

  NickChange(RoomState room) {
    this.room = room;
    this.announcements = new Announcements(room);
    this.availability = new Availability(room);
  }

  /** An occupant's presence with another name. */
  List<Effect> change(Occupant occupant, Presence presence) {
    return change(occupant, presence, occupant.jids());
  }

  /**
   * The same.
   *
   * @param own those of his own addresses that are told
   */
  List<Effect> change(Occupant occupant, Presence presence, List<Jid> own) {
    var wanted = presence.to().flatMap(Jid::resource).orElseThrow();
    var nickname = Nickname.of(wanted, room.settings().maxNickname());
    var place = Place.of(presence);
    var reply = Reply.to(presence);
    if (nickname.text().equals(occupant.nick())) {
      return availability.change(occupant, place, reply);
    }
    if (room.occupants().of(nickname).stream().anyMatch(holder -> holder != occupant)) {
      throw new StanzaError(Condition.CONFLICT, "Somebody else has this nickname here.");
    }
    room.context().names().accept(occupant.user(), nickname);
    var absence = Absence.renamed(occupant.role(), nickname.text());
    var others = announcements.others(occupant);
    var effects = new ArrayList<>(announcements.absence(occupant, absence, others));
    effects.addAll(announcements.ownAbsence(occupant, absence, own, reply));
    room.occupants().rename(occupant, nickname);
    room.occupants().put(occupant, place);
    effects.addAll(
        nickname.text().equals(wanted)
            ? announcements.presence(occupant, own, reply)
            : announcements.presence(occupant, own, reply, RENAMED));
    if (!Guest.names(occupant.user())) {
      effects.add(new Effect.Reserve(occupant.user(), nickname));
    }
    return effects;
  }
}
