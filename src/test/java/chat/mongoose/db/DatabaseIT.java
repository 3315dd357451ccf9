package chat.mongoose.db;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.testkit.Deployments;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.UserTransaction;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The data source, the schema and the server's JPA provider, seen from inside the server. */
@Tag("database")
@Tag("server")
@ExtendWith(ArquillianExtension.class)
class DatabaseIT {

  @EJB private Database database;

  @Resource(lookup = Database.SOURCE)
  private DataSource source;

  @PersistenceContext private EntityManager entities;

  @Inject private UserTransaction transaction;

  @Deployment
  static WebArchive mongoose() {
    return Deployments.mongoose();
  }

  @Test
  void answers() {
    assertThat(database.answers()).isTrue();
  }

  @Test
  void theDriverIsTheOneOfTheBuild() throws SQLException {
    try (var connection = source.getConnection()) {
      var about = connection.getMetaData();
      switch (about.getDatabaseProductName()) {
        // The servers bring an H2 of their own, and that of Payara can leave a broken file.
        case "H2" -> assertThat(about.getDriverVersion()).startsWith("2.4.240");
        case "MariaDB" -> assertThat(about.getDriverVersion()).startsWith("3.5");
        default -> throw new AssertionError(about.getDatabaseProductName());
      }
    }
  }

  @Test
  void everyMigrationOfTheWarIsApplied() throws SQLException {
    List<String> failed = new ArrayList<>();
    int applied = 0;
    try (var connection = source.getConnection();
        var rows =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT \"script\", \"success\" FROM \"flyway_schema_history\""
                        .replace("\"", connection.getMetaData().getIdentifierQuoteString()))) {
      while (rows.next()) {
        applied++;
        if (!rows.getBoolean(2)) {
          failed.add(rows.getString(1));
        }
      }
    }
    assertThat(applied).isPositive();
    assertThat(failed).isEmpty();
  }

  @Test
  void jpaSharesTheTransaction() throws Exception {
    transaction.begin();
    try {
      assertThat(entities.createNativeQuery("SELECT 1").getSingleResult()).hasToString("1");
      assertThat(entities.isJoinedToTransaction()).isTrue();
    } finally {
      transaction.rollback();
    }
  }
}
