package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The rooms that the site names: those that stand in its pages, whoever comes first. They belong to
 * the site. They are open and persistent, nobody gets anything by entering one, and their owners
 * are the site's administrators ({@link SiteAffiliations}) and whom these appoint.
 *
 * @param patterns of the local parts of their addresses
 * @param whole the local parts of those that are named in full
 */
record SiteRooms(List<Pattern> patterns, Set<String> whole) {

  /** No room is the site's. */
  static final SiteRooms NONE = new SiteRooms(List.of(), Set.of());

  /** Of a number that a site gives a page. */
  private static final int MOST_DIGITS = 19;

  private static final Pattern WILD = Pattern.compile("[*#]");

  private static final Pattern GLOB = Pattern.compile("[^\\s@/\"&':<>]+");

  SiteRooms {
    patterns = List.copyOf(patterns);
    whole = Set.copyOf(whole);
  }

  /**
   * Reads names separated by commas, in which {@code *} stands for any characters and {@code #} for
   * digits.
   *
   * @throws IllegalArgumentException for what no room can be named
   */
  static SiteRooms of(String names) {
    var all =
        Arrays.stream(names.split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .map(name -> name.toLowerCase(Locale.ROOT))
            .toList();
    return new SiteRooms(
        all.stream().map(SiteRooms::pattern).toList(),
        all.stream().filter(name -> !WILD.matcher(name).find()).collect(Collectors.toSet()));
  }

  /**
   * True if it is one of many, not named in full: anybody can make one by entering it, and it
   * should not stand in a list.
   */
  boolean areMany(Jid room) {
    return !whole.contains(room.local().orElseThrow());
  }

  /** True if the site names this room. */
  boolean names(Jid room) {
    var name = room.local().orElseThrow();
    return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
  }

  private static String digits(String text) {
    return Arrays.stream(text.split("#+", -1))
        .map(Pattern::quote)
        .collect(Collectors.joining("\\d{1," + MOST_DIGITS + "}"));
  }

  private static Pattern pattern(String name) {
    if (!GLOB.matcher(name).matches()) {
      throw new IllegalArgumentException("no room can be named " + name);
    }
    // two stars in a row would only make it slow
    return Pattern.compile(
        Arrays.stream(name.split("\\*+", -1))
            .map(SiteRooms::digits)
            .collect(Collectors.joining(".*")));
  }
}
