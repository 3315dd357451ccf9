package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The rooms that the site names: those that stand in its pages, whoever comes first. They belong to
 * the site. They are open and persistent, nobody gets anything by entering one, and their owners
 * are the site's administrators ({@link SiteAffiliations}) and whom these appoint.
 *
 * @param patterns of the local parts of their addresses
 */
record SiteRooms(List<Pattern> patterns) {

  /** No room is the site's. */
  static final SiteRooms NONE = new SiteRooms(List.of());

  private static final Pattern GLOB = Pattern.compile("[^\\s@/\"&':<>]+");

  SiteRooms {
    patterns = List.copyOf(patterns);
  }

  /**
   * Reads names separated by commas, in which {@code *} stands for any characters.
   *
   * @throws IllegalArgumentException for what no room can be named
   */
  static SiteRooms of(String names) {
    return new SiteRooms(
        Arrays.stream(names.split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .map(SiteRooms::pattern)
            .toList());
  }

  /** True if the site names this room. */
  boolean names(Jid room) {
    var name = room.local().orElseThrow();
    return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
  }

  private static Pattern pattern(String name) {
    if (!GLOB.matcher(name).matches()) {
      throw new IllegalArgumentException("no room can be named " + name);
    }
    // two stars in a row would only make it slow
    return Pattern.compile(
        Arrays.stream(name.toLowerCase(Locale.ROOT).split("\\*+", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")));
  }
}
