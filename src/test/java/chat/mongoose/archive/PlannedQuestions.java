package chat.mongoose.archive;

import static chat.mongoose.archive.Samples.COVEN;
import static chat.mongoose.archive.Samples.JULIET;
import static chat.mongoose.archive.Samples.LOBBY;
import static chat.mongoose.archive.Samples.NOON;
import static chat.mongoose.archive.Samples.ROMEO;
import static chat.mongoose.archive.Samples.id;
import static chat.mongoose.archive.Samples.kept;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.provider.Arguments;

/** Questions whose answers are a page out of many messages that no database may look through. */
final class PlannedQuestions {

  static final int PAGE = 20;

  /** Rows that are read for a page: its own, one that tells of more, and what an index touches. */
  static final int MAX_READ = 3 * PAGE;

  private static final int ROWS = 4000;

  private PlannedQuestions() {}

  /** Juliet fills the lobby, where Romeo says one word in forty; he fills the coven. */
  static void fill(LocalArchive archive) {
    archive.append(
        Samples.batch(
            LongStream.range(0, ROWS)
                .mapToObj(
                    number ->
                        number % 2 == 0
                            ? kept(COVEN, number, ROMEO, "x")
                            : kept(LOBBY, number, number % 40 == 1 ? ROMEO : JULIET, "x"))
                .toList()));
  }

  /** The words that read the page, once it is known which records it has. */
  static String page(LocalArchive archive, Connection connection, ArchiveQuery question)
      throws SQLException {
    var ids = new ArrayList<Long>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(archive.sql(question) + " LIMIT " + PAGE)) {
      while (rows.next()) {
        ids.add(rows.getLong(1));
      }
    }
    return archive.sql(question, ids) + " LIMIT " + ids.size();
  }

  static List<Arguments> all() {
    var lobby = ArchiveQuery.of(LOBBY);
    var said = lobby.since(id(0)).withoutPrivate();
    var all = ArchiveQuery.everywhere();
    var romeo = ROMEO.bare();
    var juliet = JULIET.bare();
    var place = ArchiveCursor.at(id(ROWS / 2));
    var between = new ArchiveCursor(id(ROWS / 2), Optional.of(LOBBY));
    var time = NOON.plusNanos(ROWS * 500L);
    var soon = time.plusMillis(3 * PAGE);
    var ids =
        LongStream.range(0, PAGE)
            .mapToObj(number -> id(1 + number * (ROWS / PAGE)))
            .collect(Collectors.toSet());
    return List.of(
        Arguments.of("a room's first", lobby.first(PAGE)),
        Arguments.of("a room's behind a place", lobby.after(place).first(PAGE)),
        Arguments.of("a room's last", lobby.last(PAGE)),
        Arguments.of("a room's last that all heard", said.last(PAGE)),
        Arguments.of("a room's behind a place that all heard", said.after(place).first(PAGE)),
        Arguments.of("a room's in front of a place", lobby.before(place).last(PAGE)),
        Arguments.of("a room's last in front of a place", said.before(place).last(PAGE)),
        Arguments.of("a room's by time", lobby.from(time).first(PAGE)),
        Arguments.of("a room's before a time", lobby.until(time).last(PAGE)),
        Arguments.of("a room's by their names", said.only(ids).first(PAGE)),
        Arguments.of("a room's last by their names", said.only(ids).last(PAGE)),
        Arguments.of("a room's by their names and time", said.only(ids).until(time).first(PAGE)),
        Arguments.of("a sender's by their names", said.by(romeo).only(ids).first(PAGE)),
        Arguments.of("all, behind a place", all.after(between).first(PAGE)),
        Arguments.of("all, by time", all.from(time).first(PAGE)),
        Arguments.of("all, the last", all.last(PAGE)),
        Arguments.of("a sender's", all.by(romeo).first(PAGE)),
        Arguments.of("a sender's last", all.by(romeo).last(PAGE)),
        Arguments.of("a sender's behind a place", all.by(romeo).after(place).first(PAGE)),
        Arguments.of(
            "a sender's behind a place and a room", all.by(romeo).after(between).first(PAGE)),
        Arguments.of("a sender's in a room", lobby.by(romeo).first(PAGE)),
        Arguments.of("a sender's in a room from a time", said.by(romeo).from(time).first(PAGE)),
        Arguments.of("a sender's last in a room", lobby.by(romeo).last(PAGE)),
        Arguments.of(
            "a sender's last in front of a place", said.by(romeo).before(place).last(PAGE)),
        Arguments.of("a talker's in a room", said.by(juliet).first(PAGE)),
        Arguments.of("a talker's behind a place", said.by(juliet).after(place).first(PAGE)),
        Arguments.of(
            "a talker's last in front of a place", said.by(juliet).before(place).last(PAGE)),
        Arguments.of("a talker's of a time", said.by(juliet).from(time).until(soon).first(PAGE)),
        Arguments.of(
            "a talker's last of a time", said.by(juliet).from(time).until(soon).last(PAGE)));
  }
}
