package chat.mongoose.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Undertow reads no more while a session wants nothing, or much waits for a thread. */
@Timeout(60)
class UndertowInputTest {

  private final ArrayDeque<Runnable> threads = new ArrayDeque<>();
  private boolean held;
  private volatile boolean suspended;
  private int suspensions;
  private final UndertowInput input =
      new UndertowInput(threads::add, () -> held, this::suspend, () -> suspended = false);

  @Test
  void itStopsAndGoesOnAsTheSessionWants() {
    held = true;
    input.look();
    input.look();
    assertThat(suspended).isTrue();
    assertThat(suspensions).isOne();

    held = false;
    input.look();

    assertThat(suspended).isFalse();
  }

  @Test
  void itStopsWhenMuchWaitsForAThreadAndGoesOnWhenHalfOfItIsHandled() {
    for (int i = 0; i < UndertowInput.MOST; i++) {
      input.execute(() -> {});
    }
    assertThat(suspended).isFalse();
    input.execute(() -> {});
    assertThat(suspended).isTrue();

    for (int i = 0; i < UndertowInput.MOST / 2; i++) {
      threads.remove().run();
    }
    assertThat(suspended).isTrue();
    threads.remove().run();

    assertThat(suspended).isFalse();
  }

  @Test
  void aTaskThatThrowsWaitsNoMore() {
    for (int i = 0; i <= UndertowInput.MOST; i++) {
      input.execute(
          () -> {
            throw new StackOverflowError();
          });
    }
    threads.forEach(
        task -> {
          try {
            task.run();
          } catch (StackOverflowError e) {
            // as this test wants it
          }
        });

    assertThat(suspended).isFalse();
  }

  @Test
  void whatIsHandledWhileItStopsIsNotMissed() {
    var looked =
        new UndertowInput(
            threads::add,
            () -> {
              // by another thread, at this very moment
              while (!threads.isEmpty()) {
                threads.remove().run();
              }
              return false;
            },
            this::suspend,
            () -> suspended = false);
    for (int i = 0; i <= UndertowInput.MOST; i++) {
      looked.execute(() -> {});
    }

    assertThat(suspensions).isOne();
    assertThat(suspended).isFalse();
  }

  @Test
  void nobodyIsSuspendedForGood() throws Exception {
    var pool = Executors.newSingleThreadExecutor();
    var raced = new UndertowInput(pool, () -> false, this::suspend, () -> suspended = false);
    for (int i = 0; i < 200_000; i++) {
      raced.execute(() -> {});
    }
    pool.shutdown();

    assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    assertThat(suspensions).as("it was tried").isPositive();
    assertThat(suspended).isFalse();
  }

  private void suspend() {
    suspended = true;
    suspensions++;
  }
}
