package chat.mongoose.muc;

import chat.mongoose.stanza.Iq;
import chat.mongoose.stanza.Presence;
import chat.mongoose.stanza.Stanza;
import java.util.List;
import java.util.Optional;

/** What can be answered for a room in which nobody is, without looking whether there is one. */
final class NobodyHere {

  private NobodyHere() {}

  /**
   * What follows from a stanza to such a room, or nothing if the room itself is needed for that.
   *
   * @throws chat.mongoose.stanza.StanzaError to refuse the stanza
   */
  static Optional<List<Effect>> answer(Stanza stanza) {
    if (stanza instanceof Presence presence) {
      return answer(presence);
    }
    if (stanza.isError() || stanza instanceof Iq iq && !iq.isRequest()) {
      return Optional.of(List.of());
    }
    if (stanza instanceof Iq iq && !iq.to().orElseThrow().isBare()) {
      throw OccupantRequests.notHere(iq);
    }
    return Optional.empty();
  }

  private static Optional<List<Effect>> answer(Presence presence) {
    if (presence.type() != Presence.Type.AVAILABLE) {
      return Optional.of(List.of());
    }
    return Entrance.isAskedFor(presence) ? Optional.empty() : Optional.of(Exit.notHere(presence));
  }
}
