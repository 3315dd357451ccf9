package chat.mongoose.wordpress;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * What is set of the keys in {@code wp-config.php}, to the letter: WordPress makes them of all
 * characters, and a configuration would take a dollar and a brace for an expression and a space at
 * the end for none. So the sources are asked themselves.
 */
@Dependent
class SiteConstants {

  static final String KEY = "mongoose.wordpress.logged-in-key";
  static final String SALT = "mongoose.wordpress.logged-in-salt";

  private final Map<String, String> values = new LinkedHashMap<>();

  @Inject
  SiteConstants() {
    this(ConfigProvider.getConfig(SiteConstants.class.getClassLoader()));
  }

  private SiteConstants(Config config) {
    this(verbatim(config, KEY), verbatim(config, SALT));
  }

  SiteConstants(Optional<String> key, Optional<String> salt) {
    key.ifPresent(value -> values.put("LOGGED_IN_KEY", value));
    salt.ifPresent(value -> values.put("LOGGED_IN_SALT", value));
  }

  private static Optional<String> verbatim(Config config, String name) {
    // the most important source comes first
    return StreamSupport.stream(config.getConfigSources().spliterator(), false)
        .map(source -> source.getValue(name))
        .filter(Objects::nonNull)
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  /** By the names that they have in that file. */
  Map<String, String> values() {
    return Map.copyOf(values);
  }
}
