package chat.mongoose.settings;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The keys that somebody reads, and which one was meant by others. */
record KnownKeys(Set<String> keys) {

  private static final String OURS = "MONGOOSE_";

  /**
   * What nobody reads of what is meant for us, a sentence each.
   *
   * @param properties names as the sources of the configuration tell them
   * @param environment names of environment variables
   */
  List<String> unread(Collection<String> properties, Collection<String> environment) {
    var unread = new TreeSet<String>();
    environment.stream()
        .filter(name -> canonical(name).startsWith(OURS))
        .filter(name -> keys.stream().flatMap(KnownKeys::spellings).noneMatch(name::equals))
        .forEach(unread::add);
    // a source may tell of an environment variable by a name that it has guessed
    var guessed = environment.stream().map(KnownKeys::canonical).toList();
    properties.stream()
        .filter(name -> name.startsWith("mongoose."))
        .filter(name -> !keys.contains(name) && !guessed.contains(canonical(name)))
        .forEach(unread::add);
    return unread.stream().map(this::told).toList();
  }

  private String told(String name) {
    return name.replaceAll("\\p{Cntrl}", "?")
        + " is set, but there is no such setting"
        + nearest(name).map(key -> "; " + key + " may be meant").orElse("");
  }

  private Optional<String> nearest(String name) {
    var sought = canonical(name);
    return keys.stream()
        .min(Comparator.comparingInt(key -> distance(sought, canonical(key))))
        .filter(key -> distance(sought, canonical(key)) <= Math.max(2, sought.length() / 5));
  }

  /** How MicroProfile Config §5.3.2 finds a key among environment variables. */
  private static Stream<String> spellings(String key) {
    return Stream.of(key, key.replaceAll("[^a-zA-Z0-9]", "_"), canonical(key));
  }

  /** The environment variable of a key, whatever language the machine speaks. */
  static String canonical(String name) {
    return name.replaceAll("[^a-zA-Z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  /** How many letters have to be changed, left out or put in (Levenshtein). */
  private static int distance(String one, String other) {
    var row = new int[other.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= one.length(); i++) {
      var diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        var changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
