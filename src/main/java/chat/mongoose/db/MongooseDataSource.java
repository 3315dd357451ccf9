package chat.mongoose.db;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Makes connections to the database that the configuration names ({@code mongoose.db.*}). The
 * container instantiates it and pools what it makes; nobody else calls it.
 *
 * <p>The first connection of each instance is preceded by the migration of the schema, so every
 * caller of {@link #getConnection()} finds the tables it expects. Callers on several threads wait
 * for the one that migrates. While the database is away that first call waits up to {@code
 * mongoose.db.start-timeout}; later ones fail within a few seconds.
 */
public final class MongooseDataSource implements DataSource {

  private DatabaseSettings settings;
  private DataSource source;
  private CommitListener listener;

  /** For the container. */
  public MongooseDataSource() {}

  /** For tests with a database of their own. */
  MongooseDataSource(DatabaseSettings settings) {
    this.settings = settings;
  }

  /**
   * Ignored: WildFly refuses a data source without any property, and this one is every container's.
   */
  public void setDatabaseName(String name) {}

  @Override
  public Connection getConnection() throws SQLException {
    DataSource migrated = source();
    return HealingConnection.of(migrated, listener);
  }

  /** The container may hand over credentials; the configured ones are the only ones that count. */
  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  private synchronized DataSource source() throws SQLException {
    if (source == null) {
      settings = settings == null ? H2File.secured(DatabaseSettings.read()) : settings;
      Schema.migrate(settings);
      listener = settings.vendor().commitListener();
      source = settings.vendor().source(settings);
    }
    return source;
  }

  @Override
  public PrintWriter getLogWriter() {
    return null;
  }

  /** Ignored: the drivers log through the platform's logger. */
  @Override
  public void setLogWriter(PrintWriter out) {}

  /** Ignored: the limits are the URL's own options. */
  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (!isWrapperFor(type)) {
      throw new SQLException("Not a wrapper for " + type.getName());
    }
    return type.cast(this);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
