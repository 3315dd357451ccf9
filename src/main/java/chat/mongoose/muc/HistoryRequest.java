package chat.mongoose.muc;

import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How much of the history a newcomer wants (XEP-0045 §7.2.14). All limits hold at once.
 *
 * @param stanzas messages at most
 * @param characters of whole stanzas at most
 * @param since no message that was said before
 */
record HistoryRequest(int stanzas, int characters, Instant since) {

  /** Messages for a newcomer who sets no limit. */
  static final int DEFAULT = 20;

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  /**
   * Reads the limits of a join.
   *
   * @param x the {@code <x/>} of the presence that asks to enter
   * @param max messages that the room gives at most
   * @throws StanzaError {@code bad-request} if a limit is not what it must be
   */
  static HistoryRequest of(Element x, int max, Instant now) {
    var history = x.child(Entrance.NS, "history");
    if (history.isEmpty()) {
      return new HistoryRequest(Math.min(DEFAULT, max), Integer.MAX_VALUE, Instant.MIN);
    }
    var stanzas = number(history.get(), "maxstanzas").orElse(max);
    var characters = number(history.get(), "maxchars").orElse(Integer.MAX_VALUE);
    var seconds = number(history.get(), "seconds").map(now::minusSeconds).orElse(Instant.MIN);
    var since = history.get().attribute("since").map(HistoryRequest::time).orElse(Instant.MIN);
    return new HistoryRequest(
        Math.min(stanzas, max), characters, since.isAfter(seconds) ? since : seconds);
  }

  private static Optional<Integer> number(Element history, String name) {
    return history.attribute(name).map(text -> number(name, text));
  }

  private static int number(String name, String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new StanzaError(Condition.BAD_REQUEST, name + " must be a number.");
    }
    return (int) Math.min(Integer.MAX_VALUE, Long.parseLong(text));
  }

  /** XEP-0082 §3.2. */
  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text.strip()).toInstant();
    } catch (DateTimeException e) {
      throw new StanzaError(
          Condition.BAD_REQUEST, "since must be a time such as 2002-09-10T23:08:25Z.");
    }
  }
}
