package chat.mongoose.auth;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A name of the site as the local part of an address: what cannot stand there is escaped (XEP-0106
 * §4), then it is prepared as all names are (RFC 7622 §3.3). Names that differ in nothing but case
 * become the same address.
 */
public final class SiteName {

  private static final Map<Character, String> ESCAPED =
      Map.of(
          ' ', "\\20",
          '"', "\\22",
          '&', "\\26",
          '\'', "\\27",
          '/', "\\2f",
          ':', "\\3a",
          '<', "\\3c",
          '>', "\\3e",
          '@', "\\40");

  /** Only what would be taken for an escape has this in place of its backslash. */
  private static final String BACKSLASH = "\\5c";

  private static final int LENGTH = BACKSLASH.length();

  private static final Map<String, Character> MEANT = meant();

  private SiteName() {}

  private static Map<String, Character> meant() {
    var meant = new HashMap<String, Character>();
    ESCAPED.forEach((character, escape) -> meant.put(escape, character));
    meant.put(BACKSLASH, '\\');
    return Map.copyOf(meant);
  }

  /**
   * The local part for a name of the site.
   *
   * @return empty if there can be no such address: the name is empty, begins or ends with a space,
   *     is too long, or has a character that no address has
   */
  public static Optional<String> local(String name) {
    // XEP-0106 §4.1: no escaped space at either end
    return name.startsWith(" ") || name.endsWith(" ")
        ? Optional.empty()
        : Username.prepared(escaped(name));
  }

  /**
   * The way back: what was escaped in a local part (§4.3); a name that never was stays as it is.
   */
  public static String name(String local) {
    var name = new StringBuilder(local.length());
    for (int i = 0; i < local.length(); i++) {
      var meant = MEANT.get(local.substring(i, Math.min(i + LENGTH, local.length())));
      name.append(meant == null ? local.charAt(i) : meant);
      i += meant == null ? 0 : LENGTH - 1;
    }
    return name.toString();
  }

  /**
   * True if this was typed for this local part, as the site has the name or as the address has it.
   */
  static boolean isFor(String typed, String local) {
    return Username.prepared(typed).filter(local::equals).isPresent()
        || local(typed).filter(local::equals).isPresent();
  }

  private static String escaped(String name) {
    var text = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      var c = name.charAt(i);
      if (c == '\\' && startsEscape(name, i)) {
        // XEP-0106 §4.2: only where it would be taken for an escape
        text.append(BACKSLASH);
      } else {
        text.append(ESCAPED.getOrDefault(c, String.valueOf(c)));
      }
    }
    return text.toString();
  }

  private static boolean startsEscape(String name, int backslash) {
    if (backslash + LENGTH > name.length()) {
      return false;
    }
    var escape = name.substring(backslash, backslash + LENGTH).toLowerCase(Locale.ROOT);
    return MEANT.containsKey(escape);
  }
}
