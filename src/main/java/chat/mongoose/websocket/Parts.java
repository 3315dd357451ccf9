package chat.mongoose.websocket;

import chat.mongoose.session.StreamError;
import chat.mongoose.session.StreamError.Condition;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * Puts the fragments of a message together (RFC 6455 §5.4), within a bound.
 *
 * <p>What is too long is thrown away as it comes and refused when it has ended: a connection that
 * is closed while its peer still sends is reset, and the peer never reads why. Who goes on without
 * end is refused at once.
 */
final class Parts {

  /** How many times the bound is thrown away before a message is refused in the middle. */
  private static final int PATIENCE = 8;

  private final IntSupplier limit;

  /** Null between messages, and for a message that is too long. */
  private StringBuilder text;

  private long octets;

  /**
   * @param limit octets of UTF-8 that a message may have
   */
  Parts(IntSupplier limit) {
    this.limit = limit;
  }

  /**
   * Takes a fragment.
   *
   * @return the message, if it is complete now
   * @throws StreamError {@code policy-violation} for a message that is too long
   */
  Optional<String> add(String part, boolean last) {
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
    return last ? complete() : Optional.empty();
  }

  /** A message has begun and not ended. */
  boolean isUnfinished() {
    return octets > 0;
  }

  private Optional<String> complete() {
    var whole = text.toString();
    text = null;
    octets = 0;
    return Optional.of(whole);
  }

  private void discard(boolean last) {
    text = null;
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
