package chat.mongoose.cluster;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The tasks that wait for one key. */
final class Lane {

  /** Tasks run before another lane gets the thread. */
  private static final int BATCH = 64;

  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>(4);

  synchronized boolean add(Runnable task, int capacity) {
    return waiting.size() < capacity && waiting.add(task);
  }

  synchronized List<Runnable> take() {
    var batch = new ArrayList<Runnable>(Math.min(BATCH, waiting.size()));
    while (batch.size() < BATCH && !waiting.isEmpty()) {
      batch.add(waiting.poll());
    }
    return batch;
  }

  synchronized boolean isEmpty() {
    return waiting.isEmpty();
  }
}
