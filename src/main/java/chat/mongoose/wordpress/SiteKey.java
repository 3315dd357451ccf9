package chat.mongoose.wordpress;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * With what a site signs its "logged in" cookies: a key and a salt, joined. They are constants of
 * its {@code wp-config.php}, or else WordPress has made them up and stored them.
 */
final class SiteKey {

  /** What stands in the file that WordPress ships. */
  private static final String PLACEHOLDER = "put your unique phrase here";

  private static final List<String> CONSTANTS =
      Stream.of("AUTH_", "SECURE_AUTH_", "LOGGED_IN_", "NONCE_", "SECRET_")
          .flatMap(scheme -> Stream.of(scheme + "KEY", scheme + "SALT"))
          .toList();

  private SiteKey() {}

  /**
   * Key and salt as WordPress 3.4 and later choose them.
   *
   * @param constants those that are defined, by their names
   * @param stored what the database has under a name such as {@code logged_in_key}
   * @return empty if one of them is neither defined nor stored
   */
  static Optional<String> of(
      Map<String, String> constants, Function<String, Optional<String>> stored) {
    var key =
        usable(constants, "LOGGED_IN_KEY")
            .or(() -> usable(constants, "SECRET_KEY"))
            .or(() -> stored.apply("logged_in_key"));
    var salt = usable(constants, "LOGGED_IN_SALT").or(() -> stored.apply("logged_in_salt"));
    return key.flatMap(first -> salt.map(second -> first + second))
        .filter(Predicate.not(String::isEmpty));
  }

  /** A value that stands twice is as bad as none. */
  private static Optional<String> usable(Map<String, String> constants, String name) {
    return Optional.ofNullable(constants.get(name))
        .filter(value -> !value.isEmpty() && !value.equals(PLACEHOLDER))
        .filter(
            value ->
                CONSTANTS.stream().filter(any -> value.equals(constants.get(any))).count() < 2);
  }
}
