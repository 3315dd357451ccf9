package chat.mongoose.load;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Takes many sessions through one step, with a bound on how many are under way and how many start
 * each second.
 */
final class PacedSteps {

  final AtomicInteger succeeded = new AtomicInteger();

  /** How often each reason for failing was given. */
  final Map<String, Integer> failures = new TreeMap<>();

  double seconds;
  private final long startNanos = System.nanoTime();

  /**
   * Runs the step for every session; returns early once nothing has ended for {@code stallSeconds}.
   */
  static PacedSteps run(
      List<Session> sessions,
      int window,
      double ratePerSecond,
      double stallSeconds,
      BiConsumer<Session, Consumer<String>> step)
      throws InterruptedException {
    PacedSteps steps = new PacedSteps();
    Semaphore permits = new Semaphore(window);
    int started = 0;
    boolean stalled = false;
    for (Session session : sessions) {
      if (ratePerSecond > 0) {
        waitUntil(steps.startNanos + (long) (started * 1e9 / ratePerSecond));
      }
      stalled = !permits.tryAcquire(toMillis(stallSeconds), TimeUnit.MILLISECONDS);
      if (stalled) {
        break;
      }
      started++;
      session.loop.execute(
          () ->
              step.accept(
                  session,
                  failure -> {
                    steps.ended(failure);
                    permits.release();
                  }));
    }
    for (int i = 0; i < window && !stalled; i++) {
      stalled = !permits.tryAcquire(toMillis(stallSeconds), TimeUnit.MILLISECONDS);
    }
    steps.seconds = (System.nanoTime() - steps.startNanos) / 1e9;
    if (stalled) {
      steps.ended("no progress for " + stallSeconds + " s");
    }
    return steps;
  }

  private synchronized void ended(String failure) {
    if (failure == null) {
      succeeded.incrementAndGet();
    } else {
      failures.merge(failure, 1, Integer::sum);
    }
  }

  private static long toMillis(double seconds) {
    return (long) (seconds * 1000);
  }

  static void waitUntil(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
