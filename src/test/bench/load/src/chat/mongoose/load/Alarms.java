package chat.mongoose.load;

import java.util.Comparator;
import java.util.PriorityQueue;

/** What a loop has to do later. */
final class Alarms {

  private record Alarm(long nanos, long number, Runnable task) {}

  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>(Comparator.comparingLong(Alarm::nanos).thenComparing(Alarm::number));
  private long set;

  void set(long nanos, Runnable task) {
    alarms.add(new Alarm(nanos, set++, task));
  }

  /** Milliseconds until the next one is due, but {@code longest} at most. */
  long millisToNext(long longest) {
    if (alarms.isEmpty()) {
      return longest;
    }
    long nanos = alarms.peek().nanos - System.nanoTime();
    return nanos <= 0 ? 0 : Math.min(longest, 1 + nanos / 1_000_000);
  }

  /** Does all that is due. */
  void ring() {
    long now = System.nanoTime();
    while (!alarms.isEmpty() && alarms.peek().nanos <= now) {
      alarms.remove().task.run();
    }
  }
}
