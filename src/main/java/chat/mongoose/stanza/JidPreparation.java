package chat.mongoose.stanza;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import rocks.xmpp.precis.PrecisProfiles;

/** Prepares and enforces the parts of an address (RFC 7622 §3); plain ASCII takes a short cut. */
final class JidPreparation {

  /** RFC 7622 §3.2 to §3.4: octets of UTF-8. */
  private static final int MAX_OCTETS = 1023;

  private static final int MAX_LABEL = 63;

  /** RFC 7622 §3.3.1: allowed by PRECIS, forbidden in a local part. */
  private static final String FORBIDDEN_LOCAL = "\"&'/:<>@";

  private JidPreparation() {}

  static String local(String text) {
    if (isPlainLocal(text)) {
      return bounded(text, "local part");
    }
    bounded(text, "local part");
    var prepared = PrecisProfiles.USERNAME_CASE_MAPPED.enforce(text);
    for (int i = 0; i < prepared.length(); i++) {
      if (FORBIDDEN_LOCAL.indexOf(prepared.charAt(i)) >= 0) {
        throw new IllegalArgumentException(
            "the local part has the forbidden character " + prepared.charAt(i) + ".");
      }
    }
    return bounded(prepared, "local part");
  }

  static String domain(String text) {
    var name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    if (name.startsWith("[")) {
      return ipv6(name);
    }
    bounded(name, "domain");
    if (isPlainDomain(name)) {
      return name;
    }
    var ascii = IDN.toASCII(name, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
    for (String label : ascii.split("\\.", -1)) {
      if (label.isEmpty() || label.length() > MAX_LABEL) {
        throw new IllegalArgumentException("the domain has an empty or overlong label.");
      }
    }
    return bounded(IDN.toUnicode(ascii), "domain");
  }

  static String resource(String text) {
    bounded(text, "resource");
    return isPrintableAscii(text)
        ? text
        : bounded(Joiners.around(text, PrecisProfiles.OPAQUE_STRING::enforce), "resource");
  }

  private static String ipv6(String text) {
    if (!text.matches("\\[[0-9a-fA-F:.]{2,45}]")) {
      throw new IllegalArgumentException("the domain is no IP address.");
    }
    return text.toLowerCase(Locale.ROOT);
  }

  private static String bounded(String part, String what) {
    if (part.isEmpty()) {
      throw new IllegalArgumentException("the " + what + " is empty.");
    }
    // one char is at most three octets
    var octets =
        part.length() * 3 <= MAX_OCTETS
            ? part.length()
            : part.getBytes(StandardCharsets.UTF_8).length;
    if (octets > MAX_OCTETS) {
      throw new IllegalArgumentException(
          "the " + what + " is longer than " + MAX_OCTETS + " bytes.");
    }
    return part;
  }

  private static boolean isPlainLocal(String text) {
    for (int i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      var plain = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.';
      if (!plain) {
        return false;
      }
    }
    return true;
  }

  /** Labels of small letters, digits and inner hyphens, none of them encoded (RFC 5890 §2.3.1). */
  private static boolean isPlainDomain(String name) {
    var start = 0;
    for (int i = 0; i <= name.length(); i++) {
      var c = i < name.length() ? name.charAt(i) : '.';
      if (c == '.') {
        if (!isPlainLabel(name, start, i)) {
          return false;
        }
        start = i + 1;
      } else if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlainLabel(String name, int start, int end) {
    return end > start
        && end - start <= MAX_LABEL
        && name.charAt(start) != '-'
        && name.charAt(end - 1) != '-'
        && !name.startsWith("xn--", start);
  }

  private static boolean isPrintableAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }
}
