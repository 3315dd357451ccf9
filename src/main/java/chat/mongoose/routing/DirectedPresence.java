package chat.mongoose.routing;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Presence;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * To whom a session has sent presence directly, so that they learn of its end (RFC 6121 §4.6).
 * Rooms are among them, and so this is how an occupant who is cut off leaves.
 */
final class DirectedPresence {

  /** Addresses that one session may show itself to. */
  static final int CAPACITY = 1000;

  private final Set<Jid> shown = new LinkedHashSet<>(2);

  /**
   * Keeps the books for a presence that is about to be routed.
   *
   * @throws StanzaError {@code resource-constraint} when there are too many
   */
  synchronized void record(Presence presence) {
    var to = presence.to().orElseThrow();
    switch (presence.type()) {
      case AVAILABLE -> {
        if (shown.size() >= CAPACITY && !shown.contains(to)) {
          throw new StanzaError(
              Condition.RESOURCE_CONSTRAINT,
              "You are present in " + CAPACITY + " places already; leave one first.");
        }
        shown.add(to);
      }
      case UNAVAILABLE -> shown.remove(to);
      default -> {}
    }
  }

  synchronized List<Jid> shown() {
    return List.copyOf(shown);
  }
}
