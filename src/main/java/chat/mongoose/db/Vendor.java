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
      // WRITE_DELAY=0: a commit is in the file before it returns, so that kill -9 loses nothing.
      // DB_CLOSE_ON_EXIT=FALSE: the container closes its connections first, not H2's own hook.
      source.setURL(
          withDefaults(settings.url(), ';', ';', "WRITE_DELAY=0", "DB_CLOSE_ON_EXIT=FALSE"));
      source.setUser(settings.user());
      source.setPassword(settings.password());
      return source;
    }

    @Override
    DataSource patientSource(DatabaseSettings settings) {
      return source(settings);
    }

    @Override
    CommitListener commitListener() {
      return new H2Compaction();
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

  /** What there is to do when something was committed. */
  CommitListener commitListener() {
    return connection -> {};
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
