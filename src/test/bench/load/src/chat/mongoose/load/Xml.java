package chat.mongoose.load;

/** The little XML a client needs that reads well-formed stanzas of a known shape. */
final class Xml {

  private Xml() {}

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("'", "&apos;")
        .replace("\"", "&quot;");
  }

  private static String unescape(String text) {
    return text.indexOf('&') < 0
        ? text
        : text.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&apos;", "'")
            .replace("&quot;", "\"")
            .replace("&amp;", "&");
  }

  /** Value of an attribute in the first start tag of {@code element}, or the empty string. */
  static String attribute(String element, String name) {
    int tagEnd = element.indexOf('>');
    for (int at = element.indexOf(name + "=");
        at > 0 && at < tagEnd;
        at = element.indexOf(name + "=", at + 1)) {
      if (Character.isWhitespace(element.charAt(at - 1))) {
        int open = at + name.length() + 1;
        int close = element.indexOf(element.charAt(open), open + 1);
        return unescape(element.substring(open + 1, close));
      }
    }
    return "";
  }

  /**
   * Text of the first child element called {@code name} that has no attributes, or the empty
   * string.
   */
  static String childText(String element, String name) {
    int start = element.indexOf("<" + name + ">");
    if (start < 0) {
      return "";
    }
    start += name.length() + 2;
    return unescape(element.substring(start, element.indexOf("</" + name, start)));
  }

  interface ElementVisitor {
    void element(byte[] bytes, int from, int to);
  }

  /** Reports each element at the top level of [from, to). */
  static void forEachElement(byte[] bytes, int from, int to, ElementVisitor visitor) {
    int depth = 0;
    int start = from;
    for (int at = Bytes.indexOf(bytes, from, to, (byte) '<');
        at >= 0;
        at = Bytes.indexOf(bytes, at, to, (byte) '<')) {
      int end = tagEnd(bytes, at, to);
      if (end < 0) {
        return;
      }
      boolean closing = bytes[at + 1] == '/';
      boolean empty = bytes[end - 1] == '/';
      if (depth == 0) {
        start = at;
      }
      depth += closing ? -1 : empty ? 0 : 1;
      if (depth == 0) {
        visitor.element(bytes, start, end + 1);
      }
      at = end + 1;
    }
  }

  /**
   * Position of the '>' that ends the tag at {@code from}, passing over quoted attribute values.
   */
  static int tagEnd(byte[] bytes, int from, int to) {
    byte quote = 0;
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (quote != 0) {
        quote = b == quote ? 0 : quote;
      } else if (b == '\'' || b == '"') {
        quote = b;
      } else if (b == '>') {
        return i;
      }
    }
    return -1;
  }
}
