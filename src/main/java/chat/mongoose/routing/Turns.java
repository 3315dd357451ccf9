package chat.mongoose.routing;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets a few tasks run at a time, and those who have any in turn: who has a thousand waits for
 * himself, and who has one waits for no more than one of each other.
 *
 * <p>Who calls: any thread. What guards what: this object's monitor; no task runs under it. What
 * happens when full: nothing; whoever gives tasks bounds them.
 */
final class Turns {

  private final Map<String, ArrayDeque<Runnable>> waiting = new LinkedHashMap<>();
  private final int width;
  private int underWay;

  /**
   * @param width how many may be under way at once
   */
  Turns(int width) {
    this.width = width;
  }

  /**
   * Runs a task, now or when it is its turn, by the thread that comes or by one that ends another;
   * it must not throw, and {@link #ended} be called once when what it has begun has ended.
   *
   * @param whose turn it takes
   */
  void add(String whose, Runnable task) {
    synchronized (this) {
      waiting.computeIfAbsent(whose, same -> new ArrayDeque<>(2)).add(task);
    }
    next();
  }

  /** A task has ended, and the next may begin. */
  void ended() {
    synchronized (this) {
      underWay--;
    }
    next();
  }

  private void next() {
    for (var task = take(); task != null; task = take()) {
      task.run();
    }
  }

  private synchronized Runnable take() {
    if (underWay >= width || waiting.isEmpty()) {
      return null;
    }
    underWay++;
    var first = waiting.keySet().iterator().next();
    var tasks = waiting.remove(first);
    var task = tasks.poll();
    if (!tasks.isEmpty()) {
      // behind all others
      waiting.put(first, tasks);
    }
    return task;
  }
}
