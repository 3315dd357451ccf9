package chat.mongoose.archive;

import static chat.mongoose.archive.PlannedQuestions.MAX_READ;
import static chat.mongoose.archive.PlannedQuestions.PAGE;
import static chat.mongoose.archive.Samples.LOBBY;
import static chat.mongoose.archive.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.testkit.MariaDb;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** On MariaDB, too, a page is found without looking through the rest of the archive. */
class MariaDbPlanIT {

  private static MariaDb database;
  private static LocalArchive archive;
  private static Connection connection;

  @BeforeAll
  static void open() throws SQLException {
    database = MariaDb.create();
    archive = new LocalArchive(database.source(), "mariadb");
    PlannedQuestions.fill(archive);
    connection = database.connect();
    try (var statement = connection.createStatement()) {
      statement.execute("ANALYZE TABLE archived_message");
    }
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
    archive.close();
    database.close();
  }

  static List<Arguments> questions() {
    return PlannedQuestions.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("questions")
  void only_the_page_is_looked_at(String name, ArchiveQuery question) throws SQLException {
    assertReadsLittle(archive.sql(question) + " LIMIT " + (PAGE + 1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("questions")
  void only_the_page_is_read(String name, ArchiveQuery question) throws SQLException {
    assertReadsLittle(PlannedQuestions.page(archive, connection, question));
  }

  @Test
  void messages_are_known_without_looking_for_them() throws SQLException {
    var ids = LongStream.range(0, PAGE).mapToObj(number -> id(1 + 100 * number)).toList();

    assertReadsLittle(archive.existing(LOBBY, ids));
  }

  private static void assertReadsLittle(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      var before = rowsRead(statement);
      statement.executeQuery(sql).close();
      assertThat(rowsRead(statement) - before).as(sql).isBetween(PAGE / 2L, (long) MAX_READ);
    }
  }

  /** What this connection has asked the tables for, sorted rows included. */
  private static long rowsRead(Statement statement) throws SQLException {
    try (var answer =
        statement.executeQuery(
            "SELECT SUM(variable_value) FROM information_schema.session_status"
                + " WHERE variable_name LIKE 'Handler\\_read\\_%'")) {
      answer.next();
      return answer.getLong(1);
    }
  }
}
