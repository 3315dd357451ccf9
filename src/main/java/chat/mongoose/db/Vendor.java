package chat.mongoose.db;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.mariadb.jdbc.MariaDbDataSource;

/**
 * The databases whose SQL the migrations are written for, and what each needs to keep our promises.
 */
enum Vendor {
  H2("jdbc:h2:") {
    @Override
    DataSource source(DatabaseSettings settings) {
      var source = new JdbcDataSource();
      // DB_CLOSE_ON_EXIT=FALSE: the container closes its connections first, not H2's own hook.
      source.setURL(withDefaults(settings.url(), ';', ';', "DB_CLOSE_ON_EXIT=FALSE"));
      source.setUser(settings.user());
      source.setPassword(settings.password());
      return source;
    }

    @Override
    DataSource patientSource(DatabaseSettings settings) {
      return source(settings);
    }

    /**
     * H2 writes a commit within half a second. With {@code WRITE_DELAY=0} it would do so at once,
     * but never tidy up: its file and its heap would grow with each commit, for ever.
     */
    @Override
    Optional<String> afterCommit() {
      return Optional.of("CHECKPOINT");
    }
  },

  MARIADB("jdbc:mariadb:") {
    @Override
    DataSource source(DatabaseSettings settings) throws SQLException {
      // Without the second limit a database that hangs would hold every caller for ever.
      return source(settings, "connectTimeout=2000", "socketTimeout=3000");
    }

    @Override
    DataSource patientSource(DatabaseSettings settings) throws SQLException {
      return source(settings, "connectTimeout=2000");
    }

    private DataSource source(DatabaseSettings settings, String... options) throws SQLException {
      var source = new MariaDbDataSource();
      source.setUser(settings.user());
      source.setPassword(settings.password());
      source.setUrl(withDefaults(settings.url(), '?', '&', options));
      return source;
    }
  };

  private final String prefix;

  Vendor(String prefix) {
    this.prefix = prefix;
  }

  static Optional<Vendor> of(String url) {
    return Arrays.stream(values()).filter(vendor -> url.startsWith(vendor.prefix)).findFirst();
  }

  static String prefixes() {
    return Arrays.stream(values()).map(vendor -> vendor.prefix).collect(Collectors.joining(" or "));
  }

  /** Makes connections that answer, or fail, within a few seconds. */
  abstract DataSource source(DatabaseSettings settings) throws SQLException;

  /** Makes connections for work that may take minutes, such as a new index on a large table. */
  abstract DataSource patientSource(DatabaseSettings settings) throws SQLException;

  /**
   * The statement that brings a commit into the file, if that is not done when it returns: {@code
   * kill -9} must not lose it.
   */
  Optional<String> afterCommit() {
    return Optional.empty();
  }

  /** The folder of the migrations that are in this vendor's own words. */
  String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Appends each option, unless the URL already says something about it. */
  static String withDefaults(String url, char first, char next, String... options) {
    var result = new StringBuilder(url);
    for (String option : options) {
      String name = option.substring(0, option.indexOf('=') + 1);
      if (!url.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT))) {
        result.append(result.indexOf(String.valueOf(first)) < 0 ? first : next).append(option);
      }
    }
    return result.toString();
  }
}
