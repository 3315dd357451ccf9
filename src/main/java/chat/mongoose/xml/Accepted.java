package chat.mongoose.xml;

/**
 * Short texts that have passed a check of late, by hash: of names and namespaces nearly all that
 * come are the same few, so that each need not be looked at again. It has a fixed number of places,
 * and the newer text gets one.
 *
 * <p>Any thread may call it: what another has just written is missed, or found whole.
 */
final class Accepted {

  private static final int PLACES = 256;

  /** Characters of the longest that is kept. */
  private static final int LONGEST = 100;

  private final String[] places = new String[PLACES];

  /** Whether this has passed. */
  boolean has(String text) {
    return text.equals(places[place(text)]);
  }

  /** It has passed. */
  void add(String text) {
    if (text.length() <= LONGEST) {
      places[place(text)] = text;
    }
  }

  private static int place(String text) {
    var hash = text.hashCode();
    return (hash ^ hash >>> 16) & PLACES - 1;
  }
}
