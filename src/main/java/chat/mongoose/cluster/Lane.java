package chat.mongoose.cluster;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The tasks that wait for one key, and the octets of heap that they hold. */
final class Lane {

  /** Tasks run before another lane gets the thread. */
  private static final int BATCH = 64;

  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>(4);
  private long octets;

  /** A task that holds much while it waits. */
  record Heavy(Runnable task, int octets) implements Runnable {
    @Override
    public void run() {
      task.run();
    }
  }

  /**
   * @param capacity tasks that may wait
   * @param most octets that they may hold; one task may hold more
   */
  synchronized boolean add(Runnable task, int capacity, long most) {
    var more = octets(task);
    if (waiting.size() >= capacity || more > 0 && octets > 0 && octets + more > most) {
      return false;
    }
    octets += more;
    return waiting.add(task);
  }

  synchronized List<Runnable> take() {
    var batch = new ArrayList<Runnable>(Math.min(BATCH, waiting.size()));
    while (batch.size() < BATCH && !waiting.isEmpty()) {
      var next = waiting.poll();
      octets -= octets(next);
      batch.add(next);
    }
    return batch;
  }

  /** Puts back before all others what has been taken and not been run. */
  synchronized void giveBack(List<Runnable> left) {
    for (int i = left.size() - 1; i >= 0; i--) {
      waiting.addFirst(left.get(i));
      octets += octets(left.get(i));
    }
  }

  synchronized boolean isEmpty() {
    return waiting.isEmpty();
  }

  private static int octets(Runnable task) {
    return task instanceof Heavy heavy ? heavy.octets() : 0;
  }
}
