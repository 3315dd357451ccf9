package chat.mongoose.db;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the tables of a database to the shape that this version of the code expects. */
final class Schema {

  private static final Logger LOG = System.getLogger(Schema.class.getName());

  private Schema() {}

  /**
   * Waits for the database, then applies the migrations that it does not have yet. Several servers
   * may do so at the same time.
   *
   * @throws SQLException if the database does not answer within {@link
   *     DatabaseSettings#patience()}, refuses us, or has a schema that the migrations do not lead
   *     to
   */
  static void migrate(DatabaseSettings settings) throws SQLException {
    DataSource source = settings.vendor().patientSource(settings);
    await(source, settings);
    try {
      var result =
          Flyway.configure(Schema.class.getClassLoader())
              .dataSource(source)
              .locations(
                  "classpath:db/migration/common",
                  "classpath:db/migration/" + settings.vendor().folder())
              // Packages number their migrations apart (see package-info), so a lower one may be
              // new.
              .outOfOrder(true)
              .cleanDisabled(true)
              .load()
              .migrate();
      LOG.log(
          Level.INFO,
          "Database {0}: schema is up to date, {1} migrations applied",
          settings.name(),
          result.migrationsExecuted);
    } catch (FlywayException e) {
      throw new SQLException("The schema of %s cannot be migrated".formatted(settings.name()), e);
    }
  }

  private static void await(DataSource source, DatabaseSettings settings) throws SQLException {
    Instant end = Instant.now().plus(settings.patience());
    boolean said = false;
    while (true) {
      try {
        source.getConnection().close();
        return;
      } catch (SQLException e) {
        if (!isUnreachable(e) || Instant.now().isAfter(end)) {
          throw new SQLException(
              "%s: cannot connect to %s: %s"
                  .formatted(DatabaseSettings.URL, settings, e.getMessage()),
              e.getSQLState(),
              e);
        }
        if (!said) {
          LOG.log(
              Level.WARNING,
              "Database {0} does not answer yet, waiting up to {1}",
              settings.name(),
              settings.patience());
          said = true;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
      }
    }
  }

  /**
   * SQLSTATE class 08 is a failed connection; a wrong password or name will not get better by
   * waiting.
   */
  private static boolean isUnreachable(SQLException e) {
    return e.getSQLState() != null && e.getSQLState().startsWith("08");
  }
}
