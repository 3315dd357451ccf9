package chat.mongoose.muc;

import chat.mongoose.stanza.Rendered;
import chat.mongoose.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * In a crowd not everybody hears of everybody: a room of 3,000 would tell nine million times that
 * somebody has come. Moderators and admins are always shown to all. Of the others as many as {@link
 * RoomSettings#maxShown} are, those who came first; who comes later is shown to moderators only,
 * until he speaks or changes his presence at a time when there is space.
 *
 * <p>What is hidden is that somebody is here, not what he says: messages go to all. Nobody who was
 * shown is hidden later, so all hear of his leave who heard of his coming.
 */
final class Crowd {

  private final RoomState room;
  private final Announcements announcements;

  Crowd(RoomState room) {
    this.room = room;
    this.announcements = new Announcements(room);
  }

  /** True if this newcomer is not shown to all. */
  boolean hides(Occupant newcomer) {
    return !newcomer.isOutstanding() && isFull();
  }

  /** Shows somebody who is about to be heard of, if there is space now; true if he was hidden. */
  boolean shows(Occupant occupant) {
    if (!occupant.isHidden() || isFull()) {
      return false;
    }
    room.occupants().show(occupant);
    return true;
  }

  /** Shows somebody who has spoken, and tells the others of him. */
  List<Effect> heard(Occupant speaker) {
    return shows(speaker)
        ? announcements.presence(speaker, announcements.others(speaker))
        : List.of();
  }

  /**
   * Tells everybody of an occupant whose role or affiliation has changed, and him, if he has become
   * a moderator by it, of those whom he has not been shown.
   *
   * @param moderated he was a moderator before
   * @param item completes the item that tells of it
   */
  List<Effect> changed(Occupant occupant, boolean moderated, UnaryOperator<Element> item) {
    var effects = new ArrayList<>(announcements.presence(occupant, item));
    if (!moderated && occupant.isModerator()) {
      effects.addAll(introduce(occupant));
    }
    return effects;
  }

  private List<Effect> introduce(Occupant moderator) {
    var stanzas = new ArrayList<Rendered>();
    for (Occupant other : room.occupants().all()) {
      if (other.isHidden() && other != moderator) {
        stanzas.add(other.presence(true));
      }
    }
    return stanzas.isEmpty()
        ? List.of()
        : moderator.jids().stream().<Effect>map(jid -> new Effect.Brief(stanzas, jid)).toList();
  }

  private boolean isFull() {
    return room.occupants().shownCount() >= room.settings().maxShown();
  }
}
