package chat.mongoose.db;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Defines the data source of the application and opens it at the start: an application whose
 * database cannot be used does not start. A bean that reads tables at the start says
 * {@code @DependsOn("Database")}.
 */
@Startup
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@DataSourceDefinition(
    name = Database.SOURCE,
    className = "chat.mongoose.db.MongooseDataSource",
    databaseName = "mongoose",
    initialPoolSize = Database.SMALLEST_POOL,
    minPoolSize = Database.SMALLEST_POOL,
    maxPoolSize = Database.LARGEST_POOL,
    properties = "fish.payara.max-wait-time-in-millis=3000")
public class Database {

  /** The name under which container and {@code persistence.xml} find it. */
  static final String SOURCE = "java:app/jdbc/mongoose";

  /** Connections that stay open; an embedded H2 closes its file with its last connection. */
  static final int SMALLEST_POOL = 2;

  /**
   * Connections at most. One archive writer commits for all rooms, so these serve the readers:
   * history, archive pages, logins.
   */
  static final int LARGEST_POOL = 24;

  private static final Logger LOG = System.getLogger(Database.class.getName());

  @Resource(lookup = SOURCE)
  private DataSource source;

  /** For the container. */
  public Database() {}

  @PostConstruct
  void open() {
    try (Connection connection = source.getConnection()) {
      var database = connection.getMetaData();
      LOG.log(
          Level.INFO,
          "Database is {0} {1}",
          database.getDatabaseProductName(),
          database.getDatabaseProductVersion());
    } catch (SQLException e) {
      throw new IllegalStateException(
          "%s: the database cannot be used: %s".formatted(DatabaseSettings.URL, e.getMessage()), e);
    }
  }

  /**
   * Tells whether the database answers now. Takes a few seconds at most, also when it hangs. A yes
   * includes that the schema is the one of this version, since no connection is made before that.
   */
  public boolean answers() {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      return statement.execute("SELECT 1");
    } catch (SQLException e) {
      LOG.log(Level.WARNING, "The database does not answer: {0}", e.getMessage());
      return false;
    }
  }
}
