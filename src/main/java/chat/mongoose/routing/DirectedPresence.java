package chat.mongoose.routing;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Presence;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * To whom a session has sent presence directly, so that they learn of its end (RFC 6121 §4.6).
 * Rooms are among them, and so this is how an occupant who is cut off leaves.
 *
 * <p>Who calls: whoever handles the session's input, and its end. What guards what: this object's
 * monitor. What happens when full, by number or by octets: {@code resource-constraint}. A room
 * keeps the presence of each occupant, so that is counted with the address, and for the session.
 */
final class DirectedPresence {

  /** Addresses that one session may show itself to. */
  static final int CAPACITY = 1000;

  /**
   * Octets of heap, estimated, that their addresses have and what was last said to each: a hundred
   * rooms, and ten kilobytes for each of them.
   */
  static final int MOST_OCTETS = 1024 * 1024;

  /** The objects of an address. */
  private static final int OBJECTS = 128;

  private final Map<Jid, Integer> shown = new LinkedHashMap<>(2);
  private int octets;

  /**
   * Keeps the books for a presence that is about to be routed.
   *
   * @return octets that it makes the server hold more, or less
   * @throws StanzaError {@code resource-constraint} when there are too many
   */
  synchronized int record(Presence presence) {
    var to = presence.to().orElseThrow();
    var before = shown.get(to);
    return switch (presence.type()) {
      case AVAILABLE -> show(to, before, octets(presence, to));
      case UNAVAILABLE -> {
        shown.remove(to);
        yield count(before == null ? 0 : -before);
      }
      default -> 0;
    };
  }

  private int show(Jid to, Integer before, int now) {
    if (before == null && shown.size() >= CAPACITY) {
      throw new StanzaError(
          Condition.RESOURCE_CONSTRAINT,
          "You are present in " + CAPACITY + " places already; leave one first.");
    }
    var more = before == null ? now : now - before;
    if (more > 0 && octets + more > MOST_OCTETS) {
      throw new StanzaError(
          Condition.RESOURCE_CONSTRAINT,
          "Your presence is too long for so many places; leave one first, or say less.");
    }
    shown.put(to, now);
    return count(more);
  }

  private int count(int change) {
    octets += change;
    return change;
  }

  private static int octets(Presence presence, Jid to) {
    return OBJECTS + 2 * to.toString().length() + presence.element().weight();
  }

  synchronized List<Jid> shown() {
    return List.copyOf(shown.keySet());
  }
}
