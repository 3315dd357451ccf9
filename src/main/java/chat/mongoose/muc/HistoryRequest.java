package chat.mongoose.muc;

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
   * Reads the limits of a join. One that is not what it must be limits nothing: who asks for it
   * wants to enter first of all, and no client shows why he could not for that.
   *
   * @param x the {@code <x/>} of the presence that asks to enter
   * @param max messages that the room gives at most
   */
  static HistoryRequest of(Element x, int max, Instant now) {
    var history = x.child(Entrance.NS, "history");
    if (history.isEmpty()) {
      return new HistoryRequest(Math.min(DEFAULT, max), Integer.MAX_VALUE, Instant.MIN);
    }
    var stanzas = number(history.get(), "maxstanzas").orElse(max);
    var characters = number(history.get(), "maxchars").orElse(Integer.MAX_VALUE);
    var seconds = number(history.get(), "seconds").map(now::minusSeconds).orElse(Instant.MIN);
    var since = history.get().attribute("since").flatMap(HistoryRequest::time).orElse(Instant.MIN);
    return new HistoryRequest(
        Math.min(stanzas, max), characters, since.isAfter(seconds) ? since : seconds);
  }

  private static Optional<Integer> number(Element history, String name) {
    return history
        .attribute(name)
        .map(String::strip)
        .filter(text -> NUMBER.matcher(text).matches())
        .map(text -> (int) Math.min(Integer.MAX_VALUE, Long.parseLong(text)));
  }

  /** XEP-0082 §3.2. */
  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text.strip()).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
