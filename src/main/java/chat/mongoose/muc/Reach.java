package chat.mongoose.muc;

import chat.mongoose.session.Allowances;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import java.time.Duration;

/**
 * How many deliveries one user may cause in rooms: what costs him one stanza costs the server one
 * for each who is there, and a hundred guests in rooms of their own could keep it busy with that.
 * In a room of a thousand somebody may say thirty things at once and three a second. Small rooms do
 * not count, where his rate of stanzas comes first; nor do those who keep order in a room and have
 * an account.
 *
 * <p>Who calls: the lane of each room, so many threads. What happens when full: {@code
 * policy-violation}, type wait, until enough has grown back.
 */
final class Reach {

  /** Deliveries of one user, at once and in each second. */
  static final int AT_ONCE = 30_000;

  static final int A_SECOND = 3_000;

  /** Occupants up to which a room is small. */
  static final int SMALL = 50;

  private final Allowances users = new Allowances(AT_ONCE, A_SECOND, Duration.ofSeconds(1));

  /**
   * Checks that something is left.
   *
   * @throws StanzaError if not
   */
  void check(Stanza stanza) {
    if (users.isUsedUp(whose(stanza)) && !RoomHome.isDeparture(stanza)) {
      throw new StanzaError(
          Condition.POLICY_VIOLATION,
          StanzaError.Type.WAIT,
          "What you do here goes to very many; wait a moment.");
    }
  }

  void charge(Stanza stanza, int deliveries) {
    users.charge(whose(stanza), deliveries);
  }

  private static String whose(Stanza stanza) {
    return stanza.from().map(Jid::bare).orElseThrow().toString();
  }
}
