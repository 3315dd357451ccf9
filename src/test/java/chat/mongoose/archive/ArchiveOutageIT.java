package chat.mongoose.archive;

import static chat.mongoose.archive.Samples.LOBBY;
import static chat.mongoose.archive.Samples.ROMEO;
import static chat.mongoose.archive.Samples.kept;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.testkit.MariaDb;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mariadb.jdbc.MariaDbDataSource;

/** The archive's writer over a MariaDB that goes away: answers come, and it goes on by itself. */
@Timeout(180)
class ArchiveOutageIT {

  private static MariaDb database;
  private static LocalArchive archive;

  private GroupCommit commits;
  private Thread writer;
  private ScheduledExecutorService clock;
  private long number;

  @BeforeAll
  static void open() throws SQLException {
    database = MariaDb.create();
    var settings = database.settings();
    var source = new MariaDbDataSource();
    source.setUser(settings.get("mongoose.db.user"));
    source.setPassword(settings.get("mongoose.db.password"));
    // The limits that the application sets.
    source.setUrl(settings.get("mongoose.db.url") + "?connectTimeout=2000&socketTimeout=4000");
    archive = new LocalArchive(source, "mariadb");
  }

  @AfterAll
  static void close() {
    archive.close();
    database.close();
  }

  @BeforeEach
  void start() throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute("DELETE FROM archived_message");
    }
    commits =
        new GroupCommit(
            archive,
            new GroupCommit.Limits(
                10_000, 64 << 20, Duration.ofSeconds(5), Duration.ZERO, Duration.ofMillis(200)));
    writer = new Thread(commits);
    writer.start();
    clock = Executors.newSingleThreadScheduledExecutor();
    clock.scheduleWithFixedDelay(commits::expire, 100, 100, TimeUnit.MILLISECONDS);
  }

  @AfterEach
  void stop() throws InterruptedException {
    commits.close();
    writer.join();
    clock.shutdownNow();
  }

  @ParameterizedTest
  @EnumSource(Outage.class)
  void everybody_is_answered_and_the_archive_has_what_was_not_refused(Outage outage)
      throws Exception {
    var kept = new ArrayList<>(say(100));
    assertThat(kept).hasSize(100);

    outage.begin(database);
    try {
      assertThat(say(100)).isEmpty();
    } finally {
      outage.end(database);
    }

    var again = say(1);
    while (again.isEmpty()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      again = say(1);
    }
    kept.addAll(again);
    assertThat(archive.find(ArchiveQuery.of(LOBBY).first(1000)).records()).isEqualTo(kept);
  }

  @Test
  void an_outage_in_the_middle_of_many_messages_tears_none_apart() throws Exception {
    var crash = Executors.newSingleThreadExecutor();
    var crashed =
        crash.submit(
            () -> {
              database.kill();
              database.start();
            });
    var kept = new ArrayList<ArchiveRecord>();
    while (!crashed.isDone()) {
      kept.addAll(say(50));
    }
    crashed.get();
    crash.shutdown();
    var again = say(1);
    while (again.isEmpty()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      again = say(1);
    }
    kept.addAll(again);

    assertThat(all()).isEqualTo(kept);
  }

  @Test
  void a_question_that_takes_too_long_is_given_up_by_the_database() throws Exception {
    var question = ArchiveQuery.of(LOBBY).first(1);
    try (var locking = database.connect();
        var statement = locking.createStatement()) {
      statement.execute("LOCK TABLES archived_message WRITE");

      assertThatThrownBy(() -> archive.find(question))
          .hasStackTraceContaining("max_statement_time exceeded");
    }
    assertThat(archive.find(question).records()).isEmpty();
  }

  @Test
  void text_that_is_no_ascii_and_long_comes_back_as_it_was() throws Exception {
    var text = "\uD83C\uDF39 Ümläut ".repeat(20_000);
    commits.append(kept(LOBBY, 0, ROMEO, text)).toCompletableFuture().get(30, TimeUnit.SECONDS);
    assertThat(archive.find(ArchiveQuery.of(LOBBY)).first().flatMap(ArchiveRecord::body))
        .contains(text);
  }

  /** Says so many messages at once, and waits for the answers; those that were not refused. */
  private List<ArchiveRecord> say(int messages) throws Exception {
    var said = new ArrayList<ArchiveRecord>();
    var answers = new ArrayList<CompletionStage<Void>>();
    for (int i = 0; i < messages; i++) {
      said.add(kept(LOBBY, number++, ROMEO, "Speak, I charge you."));
      answers.add(commits.append(said.get(i)));
    }
    var kept = new ArrayList<ArchiveRecord>();
    for (int i = 0; i < messages; i++) {
      try {
        answers.get(i).toCompletableFuture().get(30, TimeUnit.SECONDS);
        kept.add(said.get(i));
      } catch (ExecutionException e) {
        assertThat(e.getCause())
            .isInstanceOfSatisfying(
                StanzaError.class,
                error -> assertThat(error.condition()).isEqualTo(Condition.RESOURCE_CONSTRAINT));
      }
    }
    return kept;
  }

  private static List<ArchiveRecord> all() {
    var all = new ArrayList<ArchiveRecord>();
    var page = archive.find(ArchiveQuery.of(LOBBY).first(250));
    all.addAll(page.records());
    while (!page.complete()) {
      page =
          archive.find(
              ArchiveQuery.of(LOBBY)
                  .first(250)
                  .after(ArchiveCursor.at(page.last().orElseThrow().id())));
      all.addAll(page.records());
    }
    return all;
  }
}
