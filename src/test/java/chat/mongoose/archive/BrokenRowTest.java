package chat.mongoose.archive;

import static chat.mongoose.archive.Samples.JULIET;
import static chat.mongoose.archive.Samples.LOBBY;
import static chat.mongoose.archive.Samples.ROMEO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Message;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A row that somebody has changed by hand, or that an older version wrote, harms no other: where it
 * is not what it should be, something stands in for it, and what is private stays so.
 */
class BrokenRowTest {

  private static final JdbcDataSource SOURCE = new JdbcDataSource();
  private static LocalArchive archive;

  @BeforeAll
  static void open() {
    SOURCE.setURL("jdbc:h2:mem:broken;DB_CLOSE_DELAY=-1");
    archive = new LocalArchive(SOURCE, "h2");
  }

  @AfterAll
  static void close() {
    archive.close();
  }

  @BeforeEach
  void fill() throws SQLException {
    execute("DELETE FROM archived_message");
    archive.append(
        Samples.batch(
            List.of(
                Samples.kept(LOBBY, 1, ROMEO, "aloud"),
                ArchiveRecord.of(Samples.whispered(LOBBY, 2, JULIET, ROMEO, "whispered")),
                Samples.kept(LOBBY, 3, Jid.of("nurse@localhost"), "last"))));
  }

  /** Each breaks the row of the whispered message, or that of the one said aloud. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sender = '@' WHERE nick = 'romeo'",
        "sender = 'ro meo@localhost' WHERE nick = 'romeo'",
        "sender = '' WHERE nick = 'romeo'",
        "resource = '' WHERE nick = 'romeo'",
        "nick = '' WHERE nick = 'romeo'",
        "occupant_id = '' WHERE nick = 'romeo'",
        "xml_length = -1 WHERE nick = 'romeo'",
        "xml = '' WHERE nick = 'romeo'",
        "recipient = '' WHERE nick = 'juliet'",
        "recipient = '@' WHERE nick = 'juliet'",
        "recipient = 'a b@localhost', sender = '/', xml = '' WHERE nick = 'juliet'",
      })
  void aRowThatIsBrokenHarmsNoOtherAndStaysPrivate(String broken) throws SQLException {
    execute("UPDATE archived_message SET " + broken);

    assertThat(bodies(ArchiveQuery.everywhere())).containsExactly("aloud", "whispered", "last");
    assertThat(bodies(ArchiveQuery.of(LOBBY).withoutPrivate())).containsExactly("aloud", "last");
    for (var kept : archive.find(ArchiveQuery.everywhere()).records()) {
      var aloud = !kept.body().orElseThrow().equals("whispered");
      assertThat(kept.toGroupchat().recipient().isEmpty()).isEqualTo(aloud);
      assertThat(MamResult.of(kept, Optional.empty(), true)).isNotNull();
      assertThat(kept.message().type())
          .isEqualTo(aloud ? Message.Type.GROUPCHAT : Message.Type.CHAT);
    }
  }

  /** It is in no room any more, so only who asks for those of all rooms gets it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "room = '@' WHERE nick = 'romeo'",
        "room = 'coven@conference.localhost' WHERE nick = 'romeo'",
        "room_key = 0 WHERE nick = 'romeo'",
        "room_key = 9223372036854775807 WHERE nick = 'romeo'"
      })
  void aRowWhoseRoomIsBrokenEndsNoWalkThroughTheArchive(String broken) throws SQLException {
    execute("UPDATE archived_message SET " + broken);

    var seen = new ArrayList<String>();
    var question = ArchiveQuery.everywhere().first(1);
    var page = archive.find(question);
    for (int pages = 0; pages < 4; pages++) {
      page.records().forEach(kept -> seen.add(kept.body().orElseThrow()));
      page = archive.find(question.after(ArchiveCursor.at(page.last().orElseThrow())));
      if (page.records().isEmpty()) {
        break;
      }
    }

    assertThat(seen).containsExactly("aloud", "whispered", "last");
    assertThat(bodies(ArchiveQuery.of(LOBBY))).containsExactly("whispered", "last");
  }

  /** Or the archive would not be taken for back after an outage, ever. */
  @Test
  void aRowFromBeforeTheFirstTimeIsNobodys() throws SQLException {
    execute("UPDATE archived_message SET id = -1 WHERE nick = 'romeo'");

    assertThat(archive.answers()).isTrue();
    assertThat(bodies(ArchiveQuery.everywhere())).containsExactly("whispered", "last");
    assertThat(bodies(ArchiveQuery.of(LOBBY).last(10))).containsExactly("whispered", "last");
    assertThat(archive.count(ArchiveQuery.everywhere(), 10)).isEqualTo(2);
  }

  @Test
  void whatIsWrongWithAResourceTakesNobodysNameFromHim() {
    var kept =
        ArchiveRecord.stored(
            AddressKey.of(LOBBY),
            1,
            LOBBY.toString(),
            "romeo@localhost",
            "\u0000",
            "romeo",
            "o",
            null,
            "hi",
            "");

    assertThat(kept.sender()).isEqualTo(ROMEO.bare());
  }

  private static List<String> bodies(ArchiveQuery question) {
    return archive.find(question).records().stream()
        .map(kept -> kept.body().orElseThrow())
        .toList();
  }

  private static void execute(String sql) throws SQLException {
    try (var connection = SOURCE.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
