package chat.mongoose.xml;

/**
 * Writes elements. Namespaces are declared as default ones, with one exception: the streams
 * namespace gets the prefix {@code stream}, since RFC 7395's examples have it and clients look for
 * it by that name.
 */
final class XmlWriter {

  private static final String STREAMS = "http://etherx.jabber.org/streams";

  private XmlWriter() {}

  static void write(Element element, StringBuilder out) {
    write(element, null, out);
  }

  /** The default namespace within an element; null where none is known to be declared. */
  static String scope(String namespace) {
    return namespace.equals(STREAMS) ? null : namespace;
  }

  private static void write(Element element, String scope, StringBuilder out) {
    var namespace = element.namespace();
    var streams = namespace.equals(STREAMS);
    out.append('<');
    name(element, streams, out);
    if (streams) {
      out.append(" xmlns:stream=\"").append(STREAMS).append('"');
    } else if (!namespace.equals(scope)) {
      out.append(" xmlns=\"");
      escape(namespace, out);
      out.append('"');
    }
    attributes(element.attributes(), out);
    if (element.content().length == 0) {
      out.append("/>");
      return;
    }
    out.append('>');
    for (Object node : element.content()) {
      if (node instanceof Element child) {
        write(child, scope(namespace), out);
      } else {
        escape((String) node, out);
      }
    }
    out.append("</");
    name(element, streams, out);
    out.append('>');
  }

  private static void name(Element element, boolean streams, StringBuilder out) {
    if (streams) {
      out.append("stream:");
    }
    out.append(element.name());
  }

  private static void attributes(String[] attributes, StringBuilder out) {
    for (int i = 0; i < attributes.length; i += 2) {
      var name = attributes[i];
      if (name.charAt(0) == '{') {
        foreign(name, i, out);
      } else {
        out.append(' ').append(name);
      }
      out.append("=\"");
      escape(attributes[i + 1], out);
      out.append('"');
    }
  }

  private static void foreign(String name, int index, StringBuilder out) {
    var end = name.lastIndexOf('}');
    var prefix = "n" + index;
    out.append(" xmlns:").append(prefix).append("=\"");
    escape(name.substring(1, end), out);
    out.append("\" ").append(prefix).append(':').append(name, end + 1, name.length());
  }

  /** Escapes for content and for attributes alike; what XML 1.0 cannot say becomes U+FFFD. */
  static void escape(String text, StringBuilder out) {
    var written = 0;
    for (int i = 0; i < text.length(); i++) {
      var replacement = replacement(text, i);
      if (replacement != null) {
        out.append(text, written, i).append(replacement);
        written = i + 1;
      }
    }
    out.append(text, written, text.length());
  }

  /** How long {@link #escape} makes it. */
  static int escapedLength(String text) {
    var length = text.length();
    for (int i = 0; i < text.length(); i++) {
      var replacement = replacement(text, i);
      length += replacement == null ? 0 : replacement.length() - 1;
    }
    return length;
  }

  private static String replacement(String text, int index) {
    var c = text.charAt(index);
    if (c > '>' && c < 0xD800) {
      return null;
    }
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '"' -> "&quot;";
      case '\r' -> "&#13;";
      case '\n' -> "&#10;";
      case '\t' -> "&#9;";
      default -> sayable(text, index, c) ? null : "\uFFFD";
    };
  }

  private static boolean sayable(String text, int index, char c) {
    if (c < ' ' || c == 0xFFFE || c == 0xFFFF) {
      return false;
    }
    if (Character.isHighSurrogate(c)) {
      return index + 1 < text.length() && Character.isLowSurrogate(text.charAt(index + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return index > 0 && Character.isHighSurrogate(text.charAt(index - 1));
    }
    return true;
  }
}
