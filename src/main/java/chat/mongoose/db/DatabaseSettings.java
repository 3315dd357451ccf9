package chat.mongoose.db;

import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Where the database is and who we are there.
 *
 * @param url a JDBC URL of one of the {@link Vendor}s
 * @param password empty if none is set
 * @param patience how long the start waits for a database that does not answer yet
 * @param folder of what the server keeps beside an H2
 */
record DatabaseSettings(
    Vendor vendor, String url, String user, String password, Duration patience, Path folder) {

  static final String URL = "mongoose.db.url";
  private static final String USER = "mongoose.db.user";
  private static final String PASSWORD = "mongoose.db.password";
  private static final String PATIENCE = "mongoose.db.start-timeout";
  private static final String DATA = "mongoose.data";

  /**
   * Reads the settings of the application that this class belongs to.
   *
   * @throws IllegalStateException if one cannot be used; the message names its key
   */
  static DatabaseSettings read() {
    // The pool may make a connection on a thread whose context is not our application.
    return of(ConfigProvider.getConfig(DatabaseSettings.class.getClassLoader()));
  }

  static DatabaseSettings of(Config config) {
    String url = config.getOptionalValue(URL, String.class).orElseGet(() -> embedded(config));
    Vendor vendor =
        Vendor.of(url)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "%s must begin with %s, but is %s"
                            .formatted(URL, Vendor.prefixes(), withoutOptions(url))));
    return new DatabaseSettings(
        vendor,
        url,
        config.getOptionalValue(USER, String.class).orElse("mongoose"),
        config.getOptionalValue(PASSWORD, String.class).orElse(""),
        patience(config),
        folder(config));
  }

  DatabaseSettings withPassword(String other) {
    return new DatabaseSettings(vendor, url, user, other, patience, folder);
  }

  private static Path folder(Config config) {
    return Path.of(config.getOptionalValue(DATA, String.class).orElse("data"))
        .toAbsolutePath()
        .normalize();
  }

  private static String embedded(Config config) {
    Path file = folder(config).resolve("mongoose");
    if (file.toString().indexOf(';') >= 0) {
      throw new IllegalStateException(
          "%s must not contain a semicolon, but is %s".formatted(DATA, file.getParent()));
    }
    return "jdbc:h2:file:" + file;
  }

  private static Duration patience(Config config) {
    try {
      return config.getOptionalValue(PATIENCE, Duration.class).orElse(Duration.ofSeconds(60));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          PATIENCE + " must be a duration such as PT60S: " + e.getMessage(), e);
    }
  }

  /** Names the database in messages; the options of a URL may hold a password. */
  String name() {
    return withoutOptions(url);
  }

  private static String withoutOptions(String url) {
    return url.split("[?;]", 2)[0];
  }

  /** Everything but the password. */
  @Override
  public String toString() {
    return "%s as %s".formatted(name(), user);
  }
}
