package chat.mongoose.xml;

/**
 * Which names of namespaces may leave this server. Namespaces in XML 1.0 §2.1 asks for URI
 * references, without making it a rule of well-formedness; libxml2 refuses what is none, and expat
 * what holds a character that its user separates names by. So it is RFC 3986 here, without user and
 * literal IP addresses in an authority.
 */
final class NamespaceNames {

  /** Namespaces in XML 1.0 §3: bound to {@code xml} for ever, and never a default. */
  static final String XML = "http://www.w3.org/XML/1998/namespace";

  /** The same for {@code xmlns}, which is never declared. */
  static final String XMLNS = "http://www.w3.org/2000/xmlns/";

  private static final int PORT_DIGITS = 5;

  /** RFC 3986 §2.2, §2.3: what may stand anywhere, by code point. */
  private static final boolean[] PLAIN = plain();

  private static final Accepted ACCEPTED = new Accepted();

  private NamespaceNames() {}

  /** Whether it is empty or a URI reference. */
  static boolean isName(String name) {
    if (ACCEPTED.has(name)) {
      return true;
    }
    var good = isReference(name);
    if (good) {
      ACCEPTED.add(name);
    }
    return good;
  }

  private static boolean isReference(String name) {
    var length = name.length();
    var colon = -1;
    var path = -1;
    var fragment = false;
    for (int i = 0; i < length; i++) {
      var c = name.charAt(i);
      if (c < PLAIN.length && PLAIN[c]) {
        continue;
      }
      switch (c) {
        case ':' -> colon = colon < 0 && path < 0 ? i : colon;
        case '/', '?' -> path = path < 0 ? i : path;
        case '#' -> {
          if (fragment) {
            return false;
          }
          fragment = true;
          path = path < 0 ? i : path;
        }
        case '%' -> {
          if (i + 2 >= length || !isHex(name.charAt(i + 1)) || !isHex(name.charAt(i + 2))) {
            return false;
          }
        }
        default -> {
          return false;
        }
      }
    }
    // §4.2: before the first slash a colon ends a scheme
    return (colon < 0 || isScheme(name, colon))
        && (!name.startsWith("//", colon + 1) || isAuthority(name, colon + 3));
  }

  private static boolean isScheme(String name, int end) {
    if (end == 0 || !isLetter(name.charAt(0))) {
      return false;
    }
    for (int i = 1; i < end; i++) {
      var c = name.charAt(i);
      if (!isLetter(c) && !isDigit(c) && c != '+' && c != '-' && c != '.') {
        return false;
      }
    }
    return true;
  }

  /** Host and port. */
  private static boolean isAuthority(String name, int start) {
    var port = -1;
    for (int i = start; i < name.length(); i++) {
      var c = name.charAt(i);
      if (c == '/' || c == '?' || c == '#') {
        break;
      }
      if (c == '@' || port >= 0 && (!isDigit(c) || ++port > PORT_DIGITS)) {
        return false;
      }
      port = c == ':' ? 0 : port;
    }
    return port != 0;
  }

  private static boolean isHex(char c) {
    return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private static boolean[] plain() {
    var plain = new boolean[0x80];
    for (char c = 0; c < plain.length; c++) {
      plain[c] = isLetter(c) || isDigit(c) || "-._~!$&'()*+,;=@".indexOf(c) >= 0;
    }
    return plain;
  }
}
