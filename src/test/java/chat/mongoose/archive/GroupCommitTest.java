package chat.mongoose.archive;

import static chat.mongoose.archive.Samples.COVEN;
import static chat.mongoose.archive.Samples.LOBBY;
import static chat.mongoose.archive.Samples.ROMEO;
import static chat.mongoose.archive.Samples.batch;
import static chat.mongoose.archive.Samples.kept;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.db.LocalSource;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was said is kept, what was refused is not, and everybody has an answer. */
@Timeout(60)
class GroupCommitTest {

  private static final GroupCommit.Limits PATIENT =
      new GroupCommit.Limits(
          10_000, 64 << 20, Duration.ofSeconds(30), Duration.ZERO, Duration.ofMillis(20));

  @TempDir Path folder;

  private DataSource source;
  private Connection open;
  private FaultyArchive archive;
  private GroupCommit commits;
  private Thread writer;
  private ScheduledExecutorService clock;

  @BeforeEach
  void open() throws SQLException {
    source = LocalSource.h2("jdbc:h2:file:" + folder.resolve("archive") + ";LOCK_TIMEOUT=30000");
    open = source.getConnection();
    archive = new FaultyArchive(source);
    clock = Executors.newSingleThreadScheduledExecutor();
  }

  @AfterEach
  void close() throws Exception {
    if (commits != null) {
      commits.close();
      writer.join();
    }
    clock.shutdownNow();
    archive.close();
    open.close();
  }

  @Test
  void what_many_rooms_say_at_once_is_kept_in_its_order() throws Exception {
    start(PATIENT);
    var rooms =
        IntStream.range(0, 4)
            .mapToObj(number -> Jid.of("room" + number + "@conference.localhost"))
            .toList();
    var answered = Collections.synchronizedList(new ArrayList<ArchiveRecord>());
    var threads =
        rooms.stream()
            .map(
                room ->
                    CompletableFuture.runAsync(
                        () -> {
                          var pending = new ArrayList<CompletableFuture<Void>>();
                          for (int number = 0; number < 500; number++) {
                            var kept = kept(room, number, ROMEO, "No. " + number);
                            pending.add(
                                commits
                                    .append(kept)
                                    .thenRun(() -> answered.add(kept))
                                    .toCompletableFuture());
                          }
                          pending.forEach(CompletableFuture::join);
                        }))
            .toList();
    threads.forEach(CompletableFuture::join);

    for (Jid room : rooms) {
      var all = archive.find(ArchiveQuery.of(room).first(1000)).records();
      assertThat(all).hasSize(500);
      assertThat(answered.stream().filter(kept -> kept.room().equals(room)))
          .containsExactlyElementsOf(all);
    }
    assertThat(archive.transactions.get()).isLessThan(2000);
  }

  @Test
  void what_comes_while_a_commit_is_under_way_is_committed_together() throws Exception {
    archive.hold = new CountDownLatch(1);
    start(PATIENT);
    var first = commits.append(kept(LOBBY, 0, ROMEO, "first"));
    archive.entered.await();
    var others =
        LongStream.range(1, 501)
            .mapToObj(number -> commits.append(kept(LOBBY, number, ROMEO, "x")))
            .toList();
    archive.hold.countDown();

    await(first);
    for (CompletionStage<Void> other : others) {
      await(other);
    }
    assertThat(archive.transactions).hasValue(2);
  }

  @Test
  void messages_that_do_not_fit_the_queue_are_refused_at_once() throws Exception {
    archive.hold = new CountDownLatch(1);
    start(
        new GroupCommit.Limits(
            2, 64 << 20, Duration.ofSeconds(30), Duration.ZERO, Duration.ofMillis(20)));
    var first = commits.append(kept(LOBBY, 0, ROMEO, "in the writer's hands"));
    archive.entered.await();
    var waiting =
        List.of(
            commits.append(kept(LOBBY, 1, ROMEO, "waits")),
            commits.append(kept(LOBBY, 2, ROMEO, "waits")));

    assertRefused(
        commits.append(kept(LOBBY, 3, ROMEO, "one too many")), Condition.RESOURCE_CONSTRAINT);

    archive.hold.countDown();
    await(first);
    await(waiting.get(0));
    await(waiting.get(1));
    assertThat(inTheLobby()).containsExactly("in the writer's hands", "waits", "waits");
  }

  @Test
  void long_messages_fill_the_queue_too() throws Exception {
    archive.hold = new CountDownLatch(1);
    start(
        new GroupCommit.Limits(
            100, 1500, Duration.ofSeconds(30), Duration.ZERO, Duration.ofMillis(20)));
    var first = commits.append(kept(LOBBY, 0, ROMEO, "x"));
    archive.entered.await();
    var fits = commits.append(kept(LOBBY, 1, ROMEO, "x".repeat(1000)));

    assertRefused(
        commits.append(kept(LOBBY, 2, ROMEO, "x".repeat(1000))), Condition.RESOURCE_CONSTRAINT);

    archive.hold.countDown();
    await(first);
    await(fits);
  }

  @Test
  void a_message_that_no_row_can_hold_is_refused() throws Exception {
    start(PATIENT);
    assertRefused(
        commits.append(kept(LOBBY, 0, ROMEO, "x".repeat(ArchiveRecord.MAX_LENGTH))),
        Condition.NOT_ACCEPTABLE);
  }

  @Test
  void one_message_that_cannot_be_kept_does_not_harm_the_others() throws Exception {
    archive.append(batch(List.of(kept(LOBBY, 2, ROMEO, "has this id already"))));
    archive.hold = new CountDownLatch(1);
    start(PATIENT);
    var first = commits.append(kept(COVEN, 0, ROMEO, "keeps the writer busy"));
    archive.entered.await();
    var before = commits.append(kept(LOBBY, 1, ROMEO, "before"));
    var wrong = commits.append(kept(LOBBY, 2, ROMEO, "wants it too"));
    var behind = commits.append(kept(LOBBY, 3, ROMEO, "behind"));
    archive.hold.countDown();

    await(first);
    await(before);
    assertRefused(wrong, Condition.INTERNAL_SERVER_ERROR);
    await(behind);
    assertThat(inTheLobby()).containsExactly("before", "has this id already", "behind");
  }

  @Test
  void a_database_that_hangs_is_answered_and_not_waited_for() throws Exception {
    start(
        new GroupCommit.Limits(
            100, 64 << 20, Duration.ofMillis(300), Duration.ZERO, Duration.ofMillis(20)));
    await(commits.append(kept(LOBBY, 0, ROMEO, "before")));
    try (var other = source.getConnection()) {
      // The row is locked, so whoever wants to write it waits.
      other.setAutoCommit(false);
      insert(other, 1);
      var hanging = commits.append(kept(LOBBY, 1, ROMEO, "while it hangs"));

      assertRefused(hanging, Condition.RESOURCE_CONSTRAINT);
      assertRefused(
          commits.append(kept(LOBBY, 2, ROMEO, "behind it")), Condition.RESOURCE_CONSTRAINT);
      other.rollback();
    }
    awaitRecovery(3);
    assertThat(inTheLobby())
        .startsWith("before", "again")
        .doesNotContain("while it hangs", "behind it");
  }

  @Test
  void a_commit_that_comes_too_late_is_withdrawn() throws Exception {
    start(
        new GroupCommit.Limits(
            100, 64 << 20, Duration.ofMillis(300), Duration.ZERO, Duration.ofMillis(20)));
    archive.holdBehindCommit = new CountDownLatch(1);
    var late = commits.append(kept(LOBBY, 0, ROMEO, "late"));

    assertRefused(late, Condition.RESOURCE_CONSTRAINT);
    assertThat(inTheLobby()).containsExactly("late");
    archive.holdBehindCommit.countDown();

    awaitRecovery(1);
    assertThat(inTheLobby()).containsOnly("again");
  }

  @Test
  void a_commit_whose_answer_is_lost_is_withdrawn_when_the_database_is_back() throws Exception {
    start(PATIENT);
    archive.loseAnswer = true;
    archive.unreachable = true;
    assertRefused(commits.append(kept(LOBBY, 0, ROMEO, "in doubt")), Condition.RESOURCE_CONSTRAINT);
    assertThat(inTheLobby()).containsExactly("in doubt");
    assertRefused(
        commits.append(kept(LOBBY, 1, ROMEO, "meanwhile")), Condition.RESOURCE_CONSTRAINT);

    archive.unreachable = false;

    awaitRecovery(2);
    assertThat(inTheLobby()).containsOnly("again");
  }

  @Test
  void what_waits_at_the_end_is_written_and_nothing_is_taken_any_more() throws Exception {
    archive.hold = new CountDownLatch(1);
    start(PATIENT);
    var first = commits.append(kept(LOBBY, 0, ROMEO, "first"));
    archive.entered.await();
    var waiting = commits.append(kept(LOBBY, 1, ROMEO, "waits"));
    commits.close();

    assertRefused(commits.append(kept(LOBBY, 2, ROMEO, "too late")), Condition.RESOURCE_CONSTRAINT);
    archive.hold.countDown();
    writer.join();

    await(first);
    await(waiting);
    assertThat(inTheLobby()).containsExactly("first", "waits");
  }

  @Test
  void what_cannot_be_written_at_the_end_is_refused() throws Exception {
    archive.hold = new CountDownLatch(1);
    start(PATIENT);
    var first = commits.append(kept(LOBBY, 0, ROMEO, "first"));
    archive.entered.await();
    var waiting = commits.append(kept(LOBBY, 1, ROMEO, "waits"));
    commits.close();
    commits.abandon();

    assertRefused(first, Condition.RESOURCE_CONSTRAINT);
    assertRefused(waiting, Condition.RESOURCE_CONSTRAINT);
    archive.hold.countDown();
    writer.join();
    assertThat(inTheLobby()).isEmpty();
  }

  private void start(GroupCommit.Limits limits) {
    commits = new GroupCommit(archive, limits);
    writer = new Thread(commits);
    writer.start();
    clock.scheduleWithFixedDelay(commits::expire, 10, 10, TimeUnit.MILLISECONDS);
  }

  private List<String> inTheLobby() {
    return archive.find(ArchiveQuery.of(LOBBY).first(1000)).records().stream()
        .map(kept -> kept.body().orElseThrow())
        .toList();
  }

  /** One thread writes for all rooms. */
  @Test
  void a_fault_nobody_has_thought_of_ends_one_batch_and_not_the_writer() throws Exception {
    start(PATIENT);
    archive.loseAnswer = true;
    archive.fault = new NoClassDefFoundError("as this test wants it");

    assertRefused(commits.append(kept(LOBBY, 0, ROMEO, "lost")), Condition.RESOURCE_CONSTRAINT);

    await(commits.append(kept(LOBBY, 1, ROMEO, "kept")));
    assertThat(writer.isAlive()).isTrue();
  }

  /** Says "again" until it is kept. */
  private void awaitRecovery(long from) throws Exception {
    for (long number = from; ; number++) {
      try {
        await(commits.append(kept(LOBBY, number, ROMEO, "again")));
        return;
      } catch (ExecutionException e) {
        assertThat(e.getCause()).isInstanceOf(StanzaError.class);
        Thread.onSpinWait();
      }
    }
  }

  private static void insert(Connection connection, long number) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO archived_message (room_key, id, sender_key, room, sender, nick, occupant_id,"
                + " xml_length, xml) VALUES (?, ?, 0, '', '', '', '', 0, '')")) {
      statement.setLong(1, AddressKey.of(LOBBY));
      statement.setLong(2, Samples.id(number).micros());
      statement.executeUpdate();
    }
  }

  private static void await(CompletionStage<Void> answer) throws Exception {
    answer.toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static void assertRefused(CompletionStage<Void> answer, Condition condition) {
    assertThatThrownBy(() -> await(answer))
        .cause()
        .isInstanceOfSatisfying(
            StanzaError.class,
            error -> {
              assertThat(error.condition()).isEqualTo(condition);
              assertThat(error.type()).isEqualTo(condition.type());
            });
  }

  /** A real archive, in whose way something can be put. */
  private static final class FaultyArchive extends LocalArchive {

    private final AtomicInteger transactions = new AtomicInteger();
    private final CountDownLatch entered = new CountDownLatch(1);
    private volatile CountDownLatch hold = new CountDownLatch(0);
    private volatile CountDownLatch holdBehindCommit = new CountDownLatch(0);
    private volatile boolean loseAnswer;
    private volatile boolean unreachable;
    private volatile Error fault;

    FaultyArchive(DataSource source) {
      super(source, "h2");
    }

    @Override
    public void append(Batch batch) {
      entered.countDown();
      pass(hold);
      super.append(batch);
      transactions.incrementAndGet();
      pass(holdBehindCommit);
      if (loseAnswer) {
        loseAnswer = false;
        throw new IllegalStateException("The connection broke while the commit was under way.");
      }
    }

    @Override
    public void withdraw(Batch batch) {
      if (fault != null) {
        var once = fault;
        fault = null;
        throw once;
      }
      check();
      super.withdraw(batch);
    }

    @Override
    public boolean answers() {
      return !unreachable && super.answers();
    }

    private void check() {
      if (unreachable) {
        throw new IllegalStateException("The database is not there.");
      }
    }

    private static void pass(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
