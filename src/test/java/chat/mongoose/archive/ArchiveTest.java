package chat.mongoose.archive;

import static chat.mongoose.archive.Samples.COVEN;
import static chat.mongoose.archive.Samples.JULIET;
import static chat.mongoose.archive.Samples.LOBBY;
import static chat.mongoose.archive.Samples.NOON;
import static chat.mongoose.archive.Samples.ROMEO;
import static chat.mongoose.archive.Samples.batch;
import static chat.mongoose.archive.Samples.id;
import static chat.mongoose.archive.Samples.kept;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.stanza.Jid;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was kept is found again, page by page, and nothing else is. */
class ArchiveTest {

  @TempDir static Path folder;

  private static JdbcDataSource source;
  private static LocalArchive archive;

  @BeforeAll
  static void open() {
    source = new JdbcDataSource();
    source.setURL("jdbc:h2:file:" + folder.resolve("archive") + ";DB_CLOSE_DELAY=-1");
    archive = new LocalArchive(source, "h2");
  }

  @BeforeEach
  void empty() throws SQLException {
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("DELETE FROM archived_message");
    }
  }

  @AfterAll
  static void close() throws SQLException {
    archive.close();
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("SHUTDOWN");
    }
  }

  /** Auditors find it beside what was said to all; nobody else does. */
  @Test
  void a_private_message_is_kept_and_left_out_where_it_is_not_wanted() {
    var whispered = Samples.whispered(LOBBY, 2, ROMEO, JULIET, "My lady sweet, arise");
    archive.keep(
        List.of(
            Samples.said(LOBBY, 1, ROMEO, "one"),
            whispered,
            Samples.said(LOBBY, 3, ROMEO, "three")));
    var all = ArchiveQuery.of(LOBBY);

    assertThat(archive.find(all).records())
        .extracting(ArchiveRecord::toGroupchat)
        .hasSize(3)
        .contains(whispered);
    for (var aloud : List.of(all, all.by(ROMEO.bare()), all.last(2))) {
      assertThat(archive.find(aloud.withoutPrivate()).records())
          .extracting(ArchiveRecord::id)
          .containsExactly(id(1), id(3));
    }
    assertThat(archive.count(all.withoutPrivate(), 10)).isEqualTo(2);
    assertThat(archive.has(LOBBY, List.of(id(1), id(3)))).isTrue();
    assertThat(archive.has(LOBBY, List.of(id(2)))).isFalse();
  }

  @Test
  void a_message_comes_back_as_it_was_said() {
    var said = Samples.said(LOBBY, 1, ROMEO, "Wherefore? \uD83C\uDF39 <&>");
    archive.append(batch(List.of(ArchiveRecord.of(said))));

    var found = archive.find(ArchiveQuery.of(LOBBY)).records();

    assertThat(found).extracting(ArchiveRecord::toGroupchat).containsExactly(said);
    assertThat(found.get(0).body()).contains("Wherefore? \uD83C\uDF39 <&>");
    assertThat(found.get(0).at()).isEqualTo(NOON.plus(1, ChronoUnit.MICROS));
  }

  @Test
  void the_longest_stanza_fits() {
    var others = kept(LOBBY, 1, ROMEO, "x").xml().length() - 1;
    var longest = kept(LOBBY, 1, ROMEO, "x".repeat(ArchiveRecord.MAX_LENGTH - others));
    assertThat(longest.xml().length()).isEqualTo(ArchiveRecord.MAX_LENGTH);

    archive.append(batch(List.of(longest)));

    assertThat(archive.find(ArchiveQuery.of(LOBBY)).records().equals(List.of(longest))).isTrue();
  }

  @Test
  void an_empty_archive_has_an_empty_page_that_is_complete() {
    assertThat(archive.find(ArchiveQuery.of(LOBBY))).isEqualTo(new ArchivePage(List.of(), true));
    assertThat(archive.find(ArchiveQuery.of(LOBBY).last(5)))
        .isEqualTo(new ArchivePage(List.of(), true));
  }

  @ParameterizedTest(name = "{0} messages, {1} a page: {2} pages")
  @CsvSource({"0,3,1", "1,3,1", "3,3,1", "4,3,2", "6,3,2", "7,3,3", "7,1,7", "7,50,1"})
  void a_walk_forwards_meets_every_message_once(int messages, int max, int pages) {
    fill(LOBBY, messages);
    fill(COVEN, 5);

    var walked = new ArrayList<ArchivePage>();
    var query = ArchiveQuery.of(LOBBY).first(max);
    walked.add(archive.find(query));
    while (!newest(walked).complete()) {
      walked.add(archive.find(query.after(ArchiveCursor.at(newest(walked).last().get().id()))));
    }

    assertThat(walked).hasSize(pages);
    assertThat(walked.stream().flatMap(page -> page.records().stream()))
        .extracting(ArchiveRecord::id)
        .containsExactlyElementsOf(LongStream.range(0, messages).mapToObj(Samples::id).toList());
  }

  @ParameterizedTest(name = "{0} messages, {1} a page: {2} pages")
  @CsvSource({"0,3,1", "1,3,1", "3,3,1", "4,3,2", "6,3,2", "7,3,3", "7,1,7", "7,50,1"})
  void a_walk_backwards_meets_every_message_once(int messages, int max, int pages) {
    fill(LOBBY, messages);
    fill(COVEN, 5);

    var walked = new ArrayList<ArchivePage>();
    var query = ArchiveQuery.of(LOBBY).last(max);
    walked.add(archive.find(query));
    while (!newest(walked).complete()) {
      walked.add(archive.find(query.before(ArchiveCursor.at(newest(walked).first().get().id()))));
    }

    assertThat(walked).hasSize(pages);
    var met = new ArrayList<ArchiveRecord>();
    walked.forEach(page -> met.addAll(0, page.records()));
    assertThat(met)
        .extracting(ArchiveRecord::id)
        .containsExactlyElementsOf(LongStream.range(0, messages).mapToObj(Samples::id).toList());
  }

  @Test
  void a_page_of_none_tells_whether_there_is_something() {
    assertThat(archive.find(ArchiveQuery.of(LOBBY).first(0)).complete()).isTrue();
    fill(LOBBY, 1);
    assertThat(archive.find(ArchiveQuery.of(LOBBY).first(0)))
        .isEqualTo(new ArchivePage(List.of(), false));
  }

  @Test
  void a_page_ends_before_it_gets_too_large() {
    var half = "x".repeat(Archive.MAX_CHARACTERS / 2);
    var records =
        IntStream.range(0, 3).mapToObj(number -> kept(LOBBY, number, ROMEO, half)).toList();
    archive.append(batch(records));

    var first = archive.find(ArchiveQuery.of(LOBBY));
    var last = archive.find(ArchiveQuery.of(LOBBY).last(50));

    assertThat(first).isEqualTo(new ArchivePage(records.subList(0, 1), false));
    assertThat(last).isEqualTo(new ArchivePage(records.subList(2, 3), false));
  }

  @Test
  void the_ends_of_a_time_are_part_of_it() {
    fill(LOBBY, 10);

    assertThat(ids(ArchiveQuery.of(LOBBY).from(micros(3)).until(micros(5))))
        .containsExactly(3L, 4L, 5L);
    assertThat(
            ids(ArchiveQuery.of(LOBBY).from(micros(3).plusNanos(1)).until(micros(5).minusNanos(1))))
        .containsExactly(4L);
    assertThat(ids(ArchiveQuery.of(LOBBY).from(Instant.MIN).until(Instant.MAX))).hasSize(10);
    assertThat(ids(ArchiveQuery.of(LOBBY).from(Instant.MAX))).isEmpty();
    assertThat(ids(ArchiveQuery.of(LOBBY).until(Instant.MIN))).isEmpty();
  }

  @Test
  void places_are_not_part_of_what_lies_between() {
    fill(LOBBY, 10);

    assertThat(ids(ArchiveQuery.of(LOBBY).after(at(3)).before(at(6)))).containsExactly(4L, 5L);
    assertThat(ids(ArchiveQuery.of(LOBBY).after(at(9)))).isEmpty();
    assertThat(ids(ArchiveQuery.of(LOBBY).before(at(0)))).isEmpty();
    assertThat(ids(ArchiveQuery.of(LOBBY).after(at(6)).before(at(3)))).isEmpty();
  }

  @Test
  void records_are_found_by_name() {
    fill(LOBBY, 10);
    fill(COVEN, 1);

    assertThat(ids(ArchiveQuery.of(LOBBY).only(Set.of(id(2), id(7), id(99)))))
        .containsExactly(2L, 7L);
    assertThat(archive.has(LOBBY, List.of(id(2), id(7), id(7)))).isTrue();
    assertThat(archive.has(LOBBY, List.of(id(2), id(99)))).isFalse();
    assertThat(archive.has(COVEN, List.of(id(2)))).isFalse();
    assertThat(archive.has(COVEN, List.of())).isTrue();
  }

  @Test
  void a_sender_is_found_in_one_room_and_in_all_with_one_resource_or_all() {
    archive.append(
        batch(
            List.of(
                kept(LOBBY, 1, ROMEO, "in the lobby"),
                kept(LOBBY, 2, JULIET, "too"),
                kept(COVEN, 3, ROMEO, "in the coven"),
                kept(COVEN, 4, ROMEO.bare().withResource("garden"), "from the garden"))));

    assertThat(ids(ArchiveQuery.of(LOBBY).by(ROMEO.bare()))).containsExactly(1L);
    assertThat(ids(ArchiveQuery.everywhere().by(ROMEO.bare()))).containsExactly(1L, 3L, 4L);
    assertThat(ids(ArchiveQuery.everywhere().by(ROMEO))).containsExactly(1L, 3L);
    assertThat(ids(ArchiveQuery.everywhere().by(ROMEO.bare()).last(2))).containsExactly(3L, 4L);
    assertThat(ids(ArchiveQuery.everywhere().by(Jid.of("tybalt@localhost")))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_walk_across_rooms_misses_nothing_where_rooms_share_an_id(boolean bySender) {
    var rooms = IntStream.range(0, 5).mapToObj(n -> Jid.of("room" + n + "@conference.localhost"));
    var records =
        rooms
            .flatMap(room -> LongStream.range(0, 3).mapToObj(n -> kept(room, n, ROMEO, "x")))
            .toList();
    archive.append(batch(records));

    var everywhere = ArchiveQuery.everywhere().first(2);
    var query = bySender ? everywhere.by(ROMEO.bare()) : everywhere;
    var met = new ArrayList<ArchiveRecord>();
    var page = archive.find(query);
    met.addAll(page.records());
    while (!page.complete()) {
      page = archive.find(query.after(ArchiveCursor.at(page.last().get())));
      met.addAll(page.records());
    }

    assertThat(met).containsExactlyInAnyOrderElementsOf(records);
    assertThat(met).extracting(ArchiveRecord::id).isSorted();
  }

  @Test
  void what_matches_is_counted_up_to_a_limit() {
    fill(LOBBY, 7);
    assertThat(archive.count(ArchiveQuery.of(LOBBY), 10)).isEqualTo(7);
    assertThat(archive.count(ArchiveQuery.of(LOBBY), 5)).isEqualTo(5);
  }

  @Test
  void one_id_is_not_given_twice_in_a_room_but_may_be_in_two() {
    archive.append(batch(List.of(kept(LOBBY, 1, ROMEO, "first"), kept(COVEN, 1, ROMEO, "other"))));

    var again = batch(List.of(kept(LOBBY, 2, ROMEO, "new"), kept(LOBBY, 1, ROMEO, "again")));

    assertThatThrownBy(() -> archive.append(again)).isInstanceOf(RuntimeException.class);
    assertThat(again.isSent()).isFalse();
    assertThat(archive.find(ArchiveQuery.everywhere()).records())
        .extracting(record -> record.body().orElseThrow())
        .containsExactlyInAnyOrder("first", "other");
  }

  @Test
  void what_is_withdrawn_is_gone_and_nothing_else() {
    fill(LOBBY, 3);
    fill(COVEN, 3);

    archive.withdraw(batch(List.of(kept(LOBBY, 1, ROMEO, ""), kept(LOBBY, 99, ROMEO, ""))));

    assertThat(ids(ArchiveQuery.of(LOBBY))).containsExactly(0L, 2L);
    assertThat(ids(ArchiveQuery.of(COVEN))).containsExactly(0L, 1L, 2L);
  }

  private void fill(Jid room, int messages) {
    archive.append(
        batch(
            IntStream.range(0, messages)
                .mapToObj(
                    number -> kept(room, number, number % 2 == 0 ? ROMEO : JULIET, "No. " + number))
                .toList()));
  }

  private List<Long> ids(ArchiveQuery query) {
    return archive.find(query).records().stream()
        .map(kept -> kept.id().micros() - id(0).micros())
        .toList();
  }

  private static Instant micros(long number) {
    return NOON.plus(number, ChronoUnit.MICROS);
  }

  private static ArchiveCursor at(long number) {
    return ArchiveCursor.at(id(number));
  }

  private static ArchivePage newest(List<ArchivePage> pages) {
    return pages.get(pages.size() - 1);
  }
}
