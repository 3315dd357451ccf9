package chat.mongoose.bosh;

import chat.mongoose.xml.Element;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What client and server agree on when a session is created (XEP-0124 §7).
 *
 * @param version empty for a client that is older than versions
 * @param longestWait the longest time that a request is held
 * @param hold requests that are held at once
 * @param inactivity the longest time without a request
 * @param polling the shortest time between requests that bring nothing
 * @param maxPause the longest inactivity that a client may ask for
 * @param acks both sides acknowledge (§9)
 * @param contentType of all answers
 */
record SessionTerms(
    Optional<BoshVersion> version,
    Duration longestWait,
    int hold,
    Duration inactivity,
    Duration polling,
    Duration maxPause,
    boolean acks,
    String contentType) {

  static final String TEXT_XML = "text/xml; charset=utf-8";

  /** More than one held request serves clients that cannot use a connection again, no one else. */
  private static final int MOST_HELD = 2;

  /** What can be told by 'content'; anything else could make a browser take an answer for a page */
  private static final List<String> CONTENT_TYPES =
      List.of("text/xml", "application/xml", "text/plain");

  /**
   * Settles a request for a new session.
   *
   * @throws BoshException {@code bad-request} for what cannot be read, or cannot be granted
   */
  static SessionTerms settle(BoshBody asked, BoshSettings settings) {
    var longest = (int) settings.maxWait().toSeconds();
    var wait = Math.min(asked.number("wait").orElse(longest), longest);
    var hold = Math.min(asked.number("hold").orElse(1), MOST_HELD);
    var polls = wait == 0 || hold == 0;
    return new SessionTerms(
        asked.attribute("ver").map(BoshVersion::of).map(BoshVersion.OURS::orLower),
        Duration.ofSeconds(wait),
        hold,
        // §12: a polling session may be silent for longer, by more than the polling interval
        polls
            ? settings.inactivity().plus(settings.polling().multipliedBy(2))
            : settings.inactivity(),
        settings.polling(),
        settings.maxPause(),
        asked.attribute("ack").filter("1"::equals).isPresent(),
        contentType(asked.attribute("content")));
  }

  /** Requests that the client may have under way at once. */
  int requests() {
    return hold + 1;
  }

  /** The client asks now and then, and is never kept waiting (XEP-0124 §12). */
  boolean isPolling() {
    return longestWait.isZero() || hold == 0;
  }

  /** A client that names no version knows some errors as HTTP status only (XEP-0124 §17.1). */
  boolean isLegacy() {
    return version.isEmpty();
  }

  /**
   * How long a request is held: shorter than {@link #longestWait} by the time between two looks at
   * the clock, so that no answer is late.
   */
  Duration holding(Duration lookEvery) {
    return longestWait.compareTo(lookEvery.multipliedBy(2)) < 0
        ? longestWait.dividedBy(2)
        : longestWait.minus(lookEvery);
  }

  /** The answer to a session creation request, but for what the stream says (XEP-0124 §7.2). */
  Element toElement(String sid, long rid) {
    return Element.of(BoshBody.NS, "body")
        .with("sid", sid)
        .withAny("ver", version.map(BoshVersion::toString))
        .with("wait", seconds(longestWait))
        .with("hold", Integer.toString(hold))
        .with("requests", Integer.toString(requests()))
        .with("inactivity", seconds(inactivity))
        .with("polling", seconds(polling))
        .with("maxpause", seconds(maxPause))
        .with("charsets", "UTF-8")
        .withAny("ack", acks ? Optional.of(Long.toString(rid)) : Optional.empty());
  }

  private static String seconds(Duration duration) {
    return Long.toString(duration.toSeconds());
  }

  private static String contentType(Optional<String> asked) {
    if (asked.isEmpty() || asked.get().isBlank()) {
      return TEXT_XML;
    }
    var text = asked.get().toLowerCase(Locale.ROOT).replace(" ", "").replace("\"", "");
    var parameter = text.indexOf(';');
    var type = parameter < 0 ? text : text.substring(0, parameter);
    var utf8 = parameter < 0 || text.substring(parameter).equals(";charset=utf-8");
    if (!CONTENT_TYPES.contains(type) || !utf8) {
      throw new BoshException(
          Condition.BAD_REQUEST, "'content' is one of " + CONTENT_TYPES + " in UTF-8.");
    }
    return type + "; charset=utf-8";
  }
}
