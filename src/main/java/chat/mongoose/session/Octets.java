package chat.mongoose.session;

import chat.mongoose.xml.Element;

/** How long a text is in UTF-8, and what it costs the heap. */
final class Octets {

  /** A Java string takes one octet for each character, or two if any is not Latin-1. */
  private static final int WIDEST = 2;

  /** The objects of a piece of input that waits. */
  static final int PIECE = 128;

  private Octets() {}

  /** Octets of UTF-8, without encoding it. */
  static int of(String text) {
    var octets = text.length();
    for (int i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c >= 0x80) {
        // a pair of surrogates is four octets
        octets += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return octets;
  }

  /** What a text costs while it waits. */
  static int cost(String text) {
    return PIECE + WIDEST * text.length();
  }

  /**
   * The same for a tree of elements, which may cost eighteen times what it was sent as: short texts
   * between short elements.
   */
  static int cost(Element element) {
    return PIECE + element.weight();
  }
}
