package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Presence;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.stanza.Stanza;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The presence that somebody has sent, where what the room then tells him of himself is the answer
 * to it: there it has the same id, by which clients know it (XEP-0045 §7.1). His other places, and
 * all other occupants, have asked nothing.
 *
 * @param place the full address that has sent it; empty if nobody has
 * @param id as it was sent, if it had one
 */
record Reply(Optional<Jid> place, Optional<String> id) {

  /** Nobody has asked. */
  static final Reply NONE = new Reply(Optional.empty(), Optional.empty());

  static Reply to(Presence asked) {
    return new Reply(asked.from(), asked.id());
  }

  /** Who waits for an answer: without an id nobody could tell it from other news. */
  List<Jid> waiting() {
    return id.flatMap(some -> place).stream().toList();
  }

  /** Tells somebody of himself, at these addresses. */
  List<Effect> tell(Stanza himself, List<Jid> own) {
    if (own.isEmpty()) {
      return List.of();
    }
    var asking = waiting().stream().filter(own::contains).findFirst();
    if (asking.isEmpty()) {
      return List.of(new Effect.Tell(Rendered.forMany(himself), own));
    }
    var effects = new ArrayList<Effect>(2);
    var others = own.stream().filter(jid -> !jid.equals(asking.get())).toList();
    effects.addAll(NONE.tell(himself, others));
    var answer = Stanza.of(himself.element().withAny("id", id));
    effects.add(new Effect.Tell(Rendered.forMany(answer), List.of(asking.get())));
    return effects;
  }
}
