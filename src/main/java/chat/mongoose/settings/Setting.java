package chat.mongoose.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/**
 * A key, and what its value has to be.
 *
 * @param optional whether an empty value is as good as none
 */
public record Setting(String key, Class<?> type, boolean optional) {

  /** Those that are read by their name, and not injected. */
  public static final List<Setting> READ_BY_NAME =
      List.of(
          text("mongoose.db.password"),
          new Setting("mongoose.db.start-timeout", Duration.class, true),
          text("mongoose.db.url"),
          text("mongoose.db.user"),
          text("mongoose.wordpress.logged-in-key"),
          text("mongoose.wordpress.logged-in-salt"));

  private static final Pattern SECRET = Pattern.compile(".*(password|secret|key|salt|url).*");
  private static final int LONGEST = 60;

  /**
   * What is injected.
   *
   * @throws IllegalArgumentException if nothing here can tell whether a value is of that type
   */
  public static Setting of(String key, Type type) {
    var optional =
        type instanceof ParameterizedType known && known.getRawType().equals(Optional.class);
    var inner = optional ? ((ParameterizedType) type).getActualTypeArguments()[0] : type;
    if (inner instanceof Class<?> plain && (plain.equals(String.class) || Kind.of(plain) != null)) {
      return new Setting(key, plain, optional);
    }
    throw new IllegalArgumentException(key + " is of a type that is not checked: " + type);
  }

  private static Setting text(String key) {
    return new Setting(key, String.class, true);
  }

  /** What is wrong with what is set, in a sentence that begins with the key; empty if nothing. */
  Optional<String> fault(Config config) {
    var written =
        StreamSupport.stream(config.getConfigSources().spliterator(), false)
            .map(source -> source.getValue(key))
            .filter(Objects::nonNull)
            .findFirst();
    if (written.isEmpty()) {
      return Optional.empty();
    }
    if (written.get().isBlank()) {
      return optional
          ? Optional.empty()
          : Optional.of(key + " is empty; leave it out, and its default counts");
    }
    var kind = Kind.of(type);
    return kind == null ? Optional.empty() : fault(config, kind);
  }

  private Optional<String> fault(Config config, Kind kind) {
    String value;
    try {
      value = config.getOptionalValue(key, String.class).orElse("");
    } catch (IllegalArgumentException | NoSuchElementException e) {
      return Optional.of(key + " has an expression that has no value");
    }
    try {
      var meant = kind.read.apply(value);
      if (config.getOptionalValue(key, kind.boxed).filter(meant::equals).isPresent()) {
        return Optional.empty();
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      // told below
    }
    return Optional.of(key + " must be " + kind.words + shown(value));
  }

  /** Nothing of what may be a secret. */
  private String shown(String value) {
    if (SECRET.matcher(key).matches()) {
      return "";
    }
    var line = value.replaceAll("\\p{Cntrl}", "?");
    return ", but is " + (line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line);
  }

  /** The types that a text may fail to be. */
  private enum Kind {
    TRUTH(boolean.class, Boolean.class, "true or false", Kind::truth),
    INT(int.class, Integer.class, "a whole number up to " + Integer.MAX_VALUE, Integer::valueOf),
    LONG(long.class, Long.class, "a whole number up to " + Long.MAX_VALUE, Long::valueOf),
    DOUBLE(double.class, Double.class, "a number such as 0.25", Double::valueOf),
    DURATION(Duration.class, Duration.class, "a duration such as PT30S", Duration::parse);

    private final Class<?> plain;
    private final Class<?> boxed;
    private final String words;
    private final Function<String, Object> read;

    Kind(Class<?> plain, Class<?> boxed, String words, Function<String, Object> read) {
      this.plain = plain;
      this.boxed = boxed;
      this.words = words;
      this.read = read;
    }

    /** Null for a text, which is always one. */
    static Kind of(Class<?> type) {
      for (Kind kind : values()) {
        if (kind.plain == type || kind.boxed == type) {
          return kind;
        }
      }
      return null;
    }

    private static boolean truth(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "true" -> true;
        case "false" -> false;
        default -> throw new IllegalArgumentException();
      };
    }
  }
}
