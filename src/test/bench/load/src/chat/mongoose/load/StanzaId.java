package chat.mongoose.load;

/** The number by which a room names its message (XEP-0359), and tells which one is later. */
final class StanzaId {

  private static final byte[] ELEMENT = Bytes.of("<stanza-id");
  private static final int RADIX = 32;

  private StanzaId() {}

  /** The first one behind {@code from}. */
  static long in(byte[] bytes, int from, int to) {
    int at = Bytes.indexOf(bytes, from, to, ELEMENT);
    if (at < 0) {
      throw new IllegalStateException("a message of a room that does not number what it says");
    }
    String element = Bytes.text(bytes, at, Xml.tagEnd(bytes, at, to) + 1);
    return Long.parseLong(Xml.attribute(element, "id"), RADIX);
  }
}
