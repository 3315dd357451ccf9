package chat.mongoose.muc;

import chat.mongoose.stanza.Rendered;
import chat.mongoose.stanza.Stanza;
import java.util.ArrayList;
import java.util.Optional;

/** What a newcomer is sent, in the order of XEP-0045 §7.1. */
final class Greeting {

  private final RoomState room;

  Greeting(RoomState room) {
    this.room = room;
  }

  /**
   * Who else is here, then himself, the history and the subject.
   *
   * @param id of the presence that asked to enter, for the answer (§7.2.2)
   * @param codes what his own presence tells him
   */
  Effect of(
      Occupant newcomer, Place place, Optional<String> id, HistoryRequest history, int... codes) {
    var seesJids = room.seesJids(newcomer);
    var stanzas = new ArrayList<Rendered>(room.occupants().size() + history.stanzas() + 1);
    for (Occupant other : room.occupants().all()) {
      if (other != newcomer && (!other.isHidden() || newcomer.isModerator())) {
        stanzas.add(other.presence(seesJids));
      }
    }
    var self = newcomer.present(seesJids, codes).element().withAny("id", id);
    stanzas.add(Rendered.forMany(Stanza.of(self)));
    stanzas.addAll(room.history().select(history));
    stanzas.add(Rendered.forMany(room.subject().message(room.jid())));
    return new Effect.Brief(stanzas, place.jid());
  }
}
