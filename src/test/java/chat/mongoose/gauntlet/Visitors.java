package chat.mongoose.gauntlet;

import chat.mongoose.testkit.Mongoose;
import chat.mongoose.xml.Element;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Ordinary visitors in several rooms, where somebody says something all the time. The monitor
 * guards what they have noticed.
 */
final class Visitors implements AutoCloseable {

  /** The rooms that they are in are called this and a number. */
  static final String ROOM = "plaza";

  private static final int IN_A_ROOM = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<Visitor> visitors = new ArrayList<>();
  private final int rooms;
  private final List<String> faults = new ArrayList<>();
  private long[] delays = new long[1024];
  private int count;
  private long due;
  private boolean closed;

  Visitors(Mongoose server, int number) throws IOException {
    rooms = Math.max(1, number / IN_A_ROOM);
    for (int i = 0; i < number; i++) {
      visitors.add(new Visitor(server, this, i, address(i % rooms)));
    }
  }

  static String address(int room) {
    return ROOM + room + "@conference.localhost";
  }

  /** In each room somebody says something. */
  void talk(long round) {
    for (int i = 0; i < rooms; i++) {
      var inThisRoom = (visitors.size() - i + rooms - 1) / rooms;
      var talker = visitors.get(i + rooms * (int) (round % inThisRoom));
      try {
        expect(inThisRoom);
        talker.say(round);
      } catch (IOException e) {
        lost(talker, e);
      }
    }
  }

  /** Waits until all has been heard that was said. */
  synchronized void awaitAll() throws InterruptedException {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (count < due && faults.isEmpty()) {
      var rest = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (rest <= 0) {
        faults.add("%d of %d were heard".formatted(count, due));
        return;
      }
      wait(rest);
    }
  }

  /** What should not have happened to them. */
  synchronized List<String> faults() {
    return List.copyOf(faults);
  }

  /**
   * How long what was said since the last call has taken.
   *
   * @param share such as 0.99
   */
  synchronized Duration[] delays(double... share) {
    var sorted = Arrays.copyOf(delays, count);
    Arrays.sort(sorted);
    count = 0;
    due = 0;
    return Arrays.stream(share)
        .mapToObj(
            part ->
                sorted.length == 0
                    ? Duration.ZERO
                    : Duration.ofNanos(sorted[(int) (part * (sorted.length - 1))]))
        .toArray(Duration[]::new);
  }

  synchronized void heard(long nanos) {
    if (count == delays.length) {
      delays = Arrays.copyOf(delays, 2 * count);
    }
    delays[count++] = nanos;
    notifyAll();
  }

  synchronized void refused(Element answer) {
    fault("refused: " + answer);
  }

  synchronized void lost(Visitor visitor, Exception why) {
    if (!closed) {
      fault("cut off: " + why);
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (this) {
      closed = true;
    }
    for (Visitor visitor : visitors) {
      visitor.close();
    }
  }

  private synchronized void expect(int deliveries) {
    due += deliveries;
  }

  private void fault(String what) {
    if (faults.size() < 20) {
      faults.add(what);
    }
    notifyAll();
  }
}
