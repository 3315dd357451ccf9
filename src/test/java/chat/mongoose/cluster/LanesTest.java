package chat.mongoose.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.cluster.Lanes.Work;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LanesTest {

  private final Lanes lanes = new Lanes();

  @BeforeEach
  void start() {
    lanes.start(Executors.defaultThreadFactory());
  }

  @AfterEach
  void stop() {
    lanes.stop();
  }

  @Test
  void whatBelongsToAKeyRunsInOrderAndNeverTwoAtATime() throws InterruptedException {
    var count = 20_000;
    List<Integer> ran = new ArrayList<>();
    var done = new CountDownLatch(count);
    var inside = new int[1];
    var overlaps = new int[1];

    for (int i = 0; i < count; i++) {
      var number = i;
      lanes.put(
          "room",
          () -> {
            overlaps[0] += inside[0]++;
            ran.add(number);
            inside[0]--;
            done.countDown();
          });
    }

    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(ran).isEqualTo(IntStream.range(0, count).boxed().toList());
    assertThat(overlaps[0]).isZero();
  }

  @Test
  void whatTasksPutOffIsDoneOnceBehindThem() throws InterruptedException {
    var release = new CountDownLatch(1);
    var done = new CountDownLatch(1);
    List<String> ran = new ArrayList<>();
    Runnable common = () -> ran.add("common");
    var started = new CountDownLatch(1);
    lanes.put(
        "room",
        () -> {
          started.countDown();
          await(release);
        });
    await(started);
    for (int i = 0; i < 3; i++) {
      lanes.put("room", () -> Batch.current().ifPresent(batch -> record(batch, ran, common)));
    }
    lanes.put("room", done::countDown);
    release.countDown();

    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    var settled = new CountDownLatch(1);
    lanes.put("room", settled::countDown);
    assertThat(settled.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(ran).containsExactly("task", "task", "task", "common");
    assertThat(Batch.current()).isEmpty();
  }

  @Test
  void nothingIsPutOffForLongerThanAFewTasks() {
    List<Integer> finished = new ArrayList<>();
    var ran = new int[1];
    var last = new boolean[1];
    List<Runnable> tasks =
        Collections.nCopies(
            2 * Batch.GATHERED + 1,
            () -> {
              ran[0]++;
              var batch = Batch.current().orElseThrow();
              last[0] = !batch.continues();
              var gathered = (ran[0] - 1) / Batch.GATHERED;
              batch.atEnd(() -> finished.add(gathered));
            });

    new Batch(tasks).run();

    assertThat(last[0]).isTrue();
    assertThat(finished).hasSize(2 * Batch.GATHERED + 1).isSorted();
  }

  @Test
  void anotherKeyIsNotHeldUp() throws InterruptedException {
    var release = new CountDownLatch(1);
    var other = new CountDownLatch(1);
    lanes.put("busy", () -> await(release));

    lanes.put("free", other::countDown);

    assertThat(other.await(20, TimeUnit.SECONDS)).isTrue();
    release.countDown();
  }

  @Test
  void aFullLaneSaysNoAndStillTakesWhatMustNotBeLost() throws InterruptedException {
    var entered = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var departed = new CountDownLatch(1);
    lanes.put(
        "room",
        () -> {
          entered.countDown();
          await(release);
        });
    assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();

    var accepted =
        IntStream.range(0, 2 * Lanes.CAPACITY).filter(i -> lanes.offer("room", () -> {})).count();
    lanes.put("room", departed::countDown);
    release.countDown();

    assertThat(accepted).isEqualTo(Lanes.CAPACITY);
    assertThat(departed.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aLaneIsFullOfFewHeavyTasksAsWell() throws InterruptedException {
    var entered = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var heavy = (int) (Lanes.MOST_OCTETS / 4);
    lanes.put(
        "room",
        () -> {
          entered.countDown();
          await(release);
        });
    assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();

    var accepted = IntStream.range(0, 10).filter(i -> lanes.offer("room", () -> {}, heavy)).count();
    assertThat(accepted).isEqualTo(4);
    assertThat(lanes.offer("room", () -> {})).as("what holds nothing").isTrue();

    release.countDown();
    var behind = new CountDownLatch(1);
    lanes.put("room", behind::countDown);
    assertThat(behind.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(lanes.offer("room", () -> {}, heavy)).as("when they have run").isTrue();
  }

  @Test
  void aTaskThatFailsDoesNotStopThoseBehindIt() throws InterruptedException {
    var behind = new CountDownLatch(1);
    lanes.put(
        "room",
        () -> {
          throw new IllegalStateException("as this test wants it");
        });

    lanes.put("room", behind::countDown);

    assertThat(behind.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whatBlocksRunsElsewhereAndItsResultComesBack() throws Exception {
    var names = Collections.synchronizedList(new ArrayList<String>());

    lanes.offload(Work.STORE, () -> names.add("blocked")).get(20, TimeUnit.SECONDS);

    assertThat(names).containsExactly("blocked");
    assertThat(lanes.offload(Work.STORE, LanesTest::fail))
        .failsWithin(20, TimeUnit.SECONDS)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(IOException.class);
  }

  @Test
  void whatBlocksWaitsForItsOwnKindOnly() throws Exception {
    var held = new CountDownLatch(1);
    for (int i = 0; i < 100; i++) {
      lanes.offload(
          Work.QUESTION,
          () -> {
            await(held);
            return true;
          });
    }

    for (Work kind : List.of(Work.LOGIN, Work.ROOM, Work.STORE)) {
      assertThat(lanes.offload(kind, () -> kind).get(20, TimeUnit.SECONDS)).isEqualTo(kind);
    }
    held.countDown();
  }

  private static Void fail() throws IOException {
    throw new IOException("as this test wants it");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void record(Batch batch, List<String> ran, Runnable common) {
    ran.add("task");
    batch.atEnd(common);
  }

  @Test
  void aTaskThatFailsWithAnErrorDoesNotStopThoseBehindIt() throws InterruptedException {
    var behind = new CountDownLatch(1);
    lanes.put(
        "room",
        () -> {
          throw new NoClassDefFoundError("as this test wants it");
        });

    lanes.put("room", behind::countDown);

    assertThat(behind.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whoWaitsForWhatBlocksLearnsOfAnErrorToo() {
    assertThat(
            lanes.offload(
                Work.STORE,
                () -> {
                  throw new StackOverflowError();
                }))
        .failsWithin(20, TimeUnit.SECONDS)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(StackOverflowError.class);
  }

  @Test
  void theClockGoesOnAfterATaskThatFails() throws InterruptedException {
    var twice = new CountDownLatch(2);
    lanes.every(
        Duration.ofMillis(1),
        () -> {
          twice.countDown();
          throw new LinkageError("as this test wants it");
        });

    assertThat(twice.await(20, TimeUnit.SECONDS)).isTrue();
  }
}
