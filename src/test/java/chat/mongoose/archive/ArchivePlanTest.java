package chat.mongoose.archive;

import static chat.mongoose.archive.Samples.JULIET;
import static chat.mongoose.archive.Samples.LOBBY;
import static chat.mongoose.archive.Samples.NOON;
import static chat.mongoose.archive.Samples.ROMEO;
import static chat.mongoose.archive.Samples.id;
import static chat.mongoose.archive.Samples.kept;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A page is found without looking through the rest of the archive. MariaDB reads every index in
 * both directions; what H2 does depends on how a question is worded.
 */
class ArchivePlanTest {

  private static final int ROWS = 2000;
  private static final int PAGE = 20;
  private static final Pattern SCANNED = Pattern.compile("scanCount: (\\d+)");

  private static JdbcDataSource source;
  private static LocalArchive archive;

  @BeforeAll
  static void open() {
    source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:plan;DB_CLOSE_DELAY=-1");
    archive = new LocalArchive(source, "h2");
    archive.append(
        Samples.batch(
            LongStream.range(0, ROWS)
                .mapToObj(number -> kept(LOBBY, number, number % 40 == 0 ? ROMEO : JULIET, "x"))
                .toList()));
  }

  @AfterAll
  static void close() {
    archive.close();
  }

  static List<Arguments> questions() {
    var lobby = ArchiveQuery.of(LOBBY);
    var all = ArchiveQuery.everywhere();
    var place = ArchiveCursor.at(id(ROWS / 2));
    var between = new ArchiveCursor(id(ROWS / 2), Optional.of(LOBBY));
    var time = NOON.plusNanos(ROWS * 500L);
    return List.of(
        Arguments.of("a room's first", lobby.first(PAGE)),
        Arguments.of("a room's behind a place", lobby.after(place).first(PAGE)),
        Arguments.of("a room's last", lobby.last(PAGE)),
        Arguments.of("a room's last that all heard", lobby.withoutPrivate().last(PAGE)),
        Arguments.of(
            "a room's behind a place that all heard",
            lobby.withoutPrivate().after(place).first(PAGE)),
        Arguments.of("a room's in front of a place", lobby.before(place).last(PAGE)),
        Arguments.of("a room's by time", lobby.from(time).first(PAGE)),
        Arguments.of("a room's before a time", lobby.until(time).last(PAGE)),
        Arguments.of("all, behind a place", all.after(between).first(PAGE)),
        Arguments.of("all, by time", all.from(time).first(PAGE)),
        Arguments.of("a sender's", all.by(ROMEO.bare()).first(PAGE)),
        Arguments.of("a sender's behind a place", all.by(ROMEO.bare()).after(place).first(PAGE)),
        Arguments.of("a sender's in a room", lobby.by(ROMEO.bare()).first(PAGE)),
        // all that he said, 50 messages, but not the room
        Arguments.of("a sender's last in a room", lobby.by(ROMEO.bare()).last(PAGE)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("questions")
  void only_the_page_is_read(String name, ArchiveQuery question) throws SQLException {
    var sql = archive.sql(question) + " FETCH FIRST " + (PAGE + 1) + " ROWS ONLY";
    try (var connection = source.getConnection();
        var statement = connection.createStatement();
        var plan = statement.executeQuery("EXPLAIN ANALYZE " + sql)) {
      plan.next();
      var text = plan.getString(1);
      var scanned = SCANNED.matcher(text);
      assertThat(scanned.find()).as(text).isTrue();
      assertThat(Integer.parseInt(scanned.group(1))).as(text).isBetween(PAGE, 3 * PAGE);
    }
  }
}
