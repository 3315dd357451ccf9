package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import java.util.concurrent.ConcurrentHashMap;

/**
 * In how many rooms of this node each session is: what it makes the server keep for it.
 *
 * <p>Who calls: the lane of each room. What guards what: a concurrent map. What happens when full:
 * the session enters no other room before it leaves one; rooms that it enters at the very same
 * moment may all be the last.
 */
final class Visits {

  private final ConcurrentHashMap<Jid, Integer> rooms = new ConcurrentHashMap<>();
  private final int max;

  /**
   * @param max rooms that one session may be in
   */
  Visits(int max) {
    this.max = max;
  }

  /**
   * Checks that this session may enter one more.
   *
   * @throws StanzaError {@code resource-constraint} if it may not
   */
  void check(Jid session) {
    if (rooms.getOrDefault(session, 0) >= max) {
      throw new StanzaError(
          Condition.RESOURCE_CONSTRAINT, "You are in " + max + " rooms already; leave one first.");
    }
  }

  void entered(Jid session) {
    rooms.merge(session, 1, Integer::sum);
  }

  void left(Jid session) {
    rooms.computeIfPresent(session, (same, n) -> n == 1 ? null : n - 1);
  }

  /** How many sessions are in a room. */
  int size() {
    return rooms.size();
  }
}
