package chat.mongoose.wordpress;

import java.util.Map;

/** The way back from an address to a name of the site; {@code SiteName} has the way there. */
final class JidEscape {

  private static final int LENGTH = 3;

  private static final Map<String, Character> CODES =
      Map.ofEntries(
          Map.entry("\\20", ' '),
          Map.entry("\\22", '"'),
          Map.entry("\\26", '&'),
          Map.entry("\\27", '\''),
          Map.entry("\\2f", '/'),
          Map.entry("\\3a", ':'),
          Map.entry("\\3c", '<'),
          Map.entry("\\3e", '>'),
          Map.entry("\\40", '@'),
          Map.entry("\\5c", '\\'));

  private JidEscape() {}

  /** What was escaped (XEP-0106 §4.3); a name that never was stays as it is. */
  static String unescape(String local) {
    var name = new StringBuilder(local.length());
    for (int i = 0; i < local.length(); i++) {
      var code = local.substring(i, Math.min(i + LENGTH, local.length()));
      var meant = CODES.get(code);
      name.append(meant == null ? local.charAt(i) : meant);
      i += meant == null ? 0 : LENGTH - 1;
    }
    return name.toString();
  }
}
