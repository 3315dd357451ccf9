package chat.mongoose.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * In which order a room has said its messages. All its occupants hear them in the same order, so
 * whoever is the first to hear one tells its place, and a place that somebody skips is a loss.
 */
final class RoomOrder {

  /**
   * One message.
   *
   * @param dueMicros when it was due, which names it within its room
   * @param place its place in the order
   * @param heardMicros when it was first heard
   */
  record Saying(long dueMicros, long place, long heardMicros) {}

  /** Longer than anybody sleeps and is resumed. */
  private static final long MEMORY_MICROS = 600_000_000;

  private static final int TIDY_EVERY = 512;

  private final Map<Long, Saying> byDue = new HashMap<>();
  private final List<Saying> recent = new ArrayList<>();
  private long forgotten;

  /** How many messages were heard by anybody. */
  long size() {
    return forgotten + recent.size();
  }

  /** Somebody has heard the message that was due then. */
  Saying heard(long dueMicros, long nowMicros) {
    Saying known = byDue.get(dueMicros);
    if (known != null) {
      return known;
    }
    Saying saying = new Saying(dueMicros, size(), nowMicros);
    byDue.put(dueMicros, saying);
    recent.add(saying);
    if (recent.size() % TIDY_EVERY == 0) {
      forgetBefore(nowMicros - MEMORY_MICROS);
    }
    return saying;
  }

  boolean knows(long dueMicros) {
    return byDue.containsKey(dueMicros);
  }

  /** What stands at [from, to). */
  List<Saying> between(long from, long to) {
    int first = (int) Math.max(0, from - forgotten);
    return recent.subList(Math.min(first, recent.size()), (int) (to - forgotten));
  }

  private void forgetBefore(long micros) {
    int old = 0;
    while (recent.get(old).heardMicros < micros) {
      byDue.remove(recent.get(old).dueMicros);
      old++;
    }
    recent.subList(0, old).clear();
    forgotten += old;
  }
}
