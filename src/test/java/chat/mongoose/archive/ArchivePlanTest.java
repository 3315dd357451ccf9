package chat.mongoose.archive;

import static chat.mongoose.archive.PlannedQuestions.MAX_READ;
import static chat.mongoose.archive.PlannedQuestions.PAGE;
import static chat.mongoose.archive.Samples.LOBBY;
import static chat.mongoose.archive.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A page is found without looking through the rest of the archive; what H2 does depends on how a
 * question is worded. {@link MariaDbPlanIT} sees the same of MariaDB.
 */
class ArchivePlanTest {

  private static final Pattern SCANNED = Pattern.compile("scanCount: (\\d+)");

  private static JdbcDataSource source;
  private static LocalArchive archive;

  @BeforeAll
  static void open() {
    source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:plan;DB_CLOSE_DELAY=-1");
    archive = new LocalArchive(source, "h2");
    PlannedQuestions.fill(archive);
  }

  @AfterAll
  static void close() {
    archive.close();
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
    try (var connection = source.getConnection()) {
      assertReadsLittle(PlannedQuestions.page(archive, connection, question));
    }
  }

  @Test
  void messages_are_known_without_looking_for_them() throws SQLException {
    var ids = LongStream.range(0, PAGE).mapToObj(number -> id(1 + 100 * number)).toList();

    assertReadsLittle(archive.existing(LOBBY, ids));
  }

  private static void assertReadsLittle(String sql) throws SQLException {
    try (var connection = source.getConnection();
        var statement = connection.createStatement();
        var plan = statement.executeQuery("EXPLAIN ANALYZE " + sql)) {
      plan.next();
      var text = plan.getString(1);
      var scanned = SCANNED.matcher(text);
      assertThat(scanned.find()).as(text).isTrue();
      assertThat(Integer.parseInt(scanned.group(1))).as(text).isBetween(PAGE / 2, MAX_READ);
    }
  }
}
