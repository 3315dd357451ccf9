package chat.mongoose.muc;

import chat.mongoose.session.Allowances;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import io.github.bucket4j.Bucket;
import java.time.Duration;

/**
 * What one occupant may do, and have done to him, in a time. Called in the room's lane only; most
 * occupants never do any of it, and have none.
 */
final class Manners {

  /** Requests to other occupants, at once and in each second. */
  static final int ASKS = 40;

  static final int ASKS_A_SECOND = 5;

  /** Requests that others send him: what he answers counts against what he may send. */
  static final int ASKED = 60;

  static final int ASKED_A_SECOND = 10;

  /** Messages that are kept and show no text, such as reactions and markers. */
  static final int MARKS = 30;

  static final int MARKS_A_SECOND = 1;

  private static final Duration SECOND = Duration.ofSeconds(1);

  private Bucket asks;
  private Bucket asked;
  private Bucket marks;

  /** He asks somebody. */
  void ask() {
    asks = asks == null ? Allowances.one(ASKS, ASKS_A_SECOND, SECOND) : asks;
    take(asks, "You ask the others too much; wait a moment.");
  }

  /** Somebody asks him. */
  void beAsked() {
    asked = asked == null ? Allowances.one(ASKED, ASKED_A_SECOND, SECOND) : asked;
    take(asked, "This occupant is asked too much now; wait a moment.");
  }

  /** He says something that shows no text. */
  void mark() {
    marks = marks == null ? Allowances.one(MARKS, MARKS_A_SECOND, SECOND) : marks;
    take(marks, "You send too many messages without a text; wait a moment.");
  }

  private static void take(Bucket bucket, String refusal) {
    if (!bucket.tryConsume(1)) {
      throw new StanzaError(Condition.RESOURCE_CONSTRAINT, StanzaError.Type.WAIT, refusal);
    }
  }
}
