package chat.mongoose.auth;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.login.AppConfigurationEntry;

/**
 * The names of the cookies that login modules know, from their option {@value #OPTION} in the JAAS
 * configuration: names separated by commas; one that ends in {@code *} stands for all that begin
 * so. Nobody is shown any other cookie, and without such an option no cookie is looked at.
 */
public final class CookiePatterns {

  /** The option of a module in a JAAS configuration. */
  public static final String OPTION = "cookies";

  private final Set<String> names = new HashSet<>();
  private final List<String> beginnings;

  CookiePatterns(AppConfigurationEntry... entries) {
    var all =
        Arrays.stream(entries)
            .map(entry -> entry.getOptions().get(OPTION))
            .filter(String.class::isInstance)
            .flatMap(option -> Arrays.stream(option.toString().split(",")))
            .map(String::strip)
            .filter(pattern -> !pattern.isEmpty())
            .toList();
    all.stream().filter(pattern -> !pattern.endsWith("*")).forEach(names::add);
    beginnings =
        all.stream()
            .filter(pattern -> pattern.endsWith("*"))
            .map(pattern -> pattern.substring(0, pattern.length() - 1))
            .toList();
  }

  /** True if no module knows a cookie. */
  boolean isEmpty() {
    return names.isEmpty() && beginnings.isEmpty();
  }

  /** Those of the cookies that a module knows. */
  Map<String, String> known(Map<String, String> cookies) {
    return cookies.entrySet().stream()
        .filter(cookie -> knows(cookie.getKey()))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private boolean knows(String name) {
    return names.contains(name) || beginnings.stream().anyMatch(name::startsWith);
  }
}
