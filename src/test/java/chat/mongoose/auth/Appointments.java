package chat.mongoose.auth;

import chat.mongoose.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;

/** What is to be done later, by a clock that a test moves. */
final class Appointments implements BiConsumer<Duration, Runnable> {

  private record Appointment(Instant due, long number, Runnable task) {}

  private final TestClock clock;
  private final PriorityQueue<Appointment> all =
      new PriorityQueue<>(
          Comparator.comparing(Appointment::due).thenComparing(Appointment::number));
  private long count;

  Appointments(TestClock clock) {
    this.clock = clock;
  }

  @Override
  public void accept(Duration delay, Runnable task) {
    all.add(new Appointment(clock.instant().plus(delay), count++, task));
  }

  /** Lets the time pass until the next one. */
  void next() {
    var next = all.remove();
    var wait = Duration.between(clock.instant(), next.due());
    clock.pass(wait.isNegative() ? Duration.ZERO : wait);
    next.task().run();
  }

  /** Lets this time pass. */
  void pass(Duration time) {
    var end = clock.instant().plus(time);
    while (!all.isEmpty() && !all.peek().due().isAfter(end)) {
      next();
    }
    clock.pass(Duration.between(clock.instant(), end));
  }
}
