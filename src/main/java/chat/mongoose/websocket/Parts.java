package chat.mongoose.websocket;

import chat.mongoose.session.StreamError;
import chat.mongoose.session.StreamError.Condition;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;

/**
 * Puts the fragments of a message together (RFC 6455 §5.4), within a bound.
 *
 * <p>Who calls: the thread that reads the connection; {@link #end} may come from any. What guards
 * what: this object's monitor. What it holds is told, and counted for the session.
 *
 * <p>What is too long is thrown away as it comes and refused when it has ended: a connection that
 * is closed while its peer still sends is reset, and the peer never reads why. Who goes on without
 * end is refused at once.
 */
final class Parts {

  /** How many times the bound is thrown away before a message is refused in the middle. */
  static final int PATIENCE = 8;

  private final IntSupplier limit;
  private final LongConsumer held;

  /** Null between messages, and for a message that is too long. */
  private StringBuilder text;

  private long octets;
  private boolean over;

  /**
   * @param limit octets of UTF-8 that a message may have
   * @param held told how many octets of heap a message that is not whole takes now
   */
  Parts(IntSupplier limit, LongConsumer held) {
    this.limit = limit;
    this.held = held;
  }

  /**
   * Takes a fragment.
   *
   * @return the message, if it is complete now
   * @throws StreamError {@code policy-violation} for a message that is too long
   */
  synchronized Optional<String> add(String part, boolean last) {
    if (over) {
      return Optional.empty();
    }
    var first = octets == 0;
    octets += part.getBytes(StandardCharsets.UTF_8).length;
    if (octets > limit.getAsInt()) {
      discard(last);
      return Optional.empty();
    }
    if (last && first) {
      octets = 0;
      return Optional.of(part);
    }
    text = text == null ? new StringBuilder(part) : text.append(part);
    if (last) {
      return complete();
    }
    // as if none of it were Latin-1
    held.accept(2L * text.capacity());
    return Optional.empty();
  }

  /** A message has begun and not ended. */
  synchronized boolean isUnfinished() {
    return octets > 0;
  }

  /** The connection has ended: nothing is held any more, whatever still comes. */
  synchronized void end() {
    over = true;
    octets = 0;
    drop();
  }

  private void drop() {
    if (text != null) {
      text = null;
      held.accept(0);
    }
  }

  private Optional<String> complete() {
    var whole = text.toString();
    drop();
    octets = 0;
    return Optional.of(whole);
  }

  private void discard(boolean last) {
    drop();
    var most = limit.getAsInt();
    if (last || octets > (long) PATIENCE * most) {
      octets = 0;
      throw tooLong(most);
    }
  }

  static StreamError tooLong(int most) {
    return new StreamError(
        Condition.POLICY_VIOLATION, "A message has at most " + most + " bytes here and now.");
  }
}
