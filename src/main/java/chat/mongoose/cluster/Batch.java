package chat.mongoose.cluster;

import chat.mongoose.guard.Guarded;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tasks of one lane that run directly one after the other. What they have in common can be done
 * once, behind them: a client who is to get something from several of them gets it in one write.
 *
 * <p>Who calls: the thread that runs the batch, and nobody else. What happens when full: {@link
 * #GATHERED} tasks are followed by what they have left to be done, and what takes long is left for
 * the next batch.
 */
public final class Batch {

  /** Tasks after which nothing is put off any more, so that nobody waits for long. */
  static final int GATHERED = 16;

  /** Nanoseconds after which other lanes have their turn, whatever is left. */
  private static final long LONGEST = 5_000_000;

  private static final ThreadLocal<Batch> CURRENT = new ThreadLocal<>();

  private final List<Runnable> tasks;

  /** One for each client of a large room, so without an object for each of them. */
  private final Set<Runnable> atEnd = Collections.newSetFromMap(new IdentityHashMap<>());

  private boolean continues;

  Batch(List<Runnable> tasks) {
    this.tasks = tasks;
  }

  /** The batch to which the task belongs that this thread runs; empty outside of lanes. */
  public static Optional<Batch> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  /** True if another task follows at once, and then what has been put off. */
  public boolean continues() {
    return continues;
  }

  /**
   * Puts an action off to the end; the same one is run once however often it is put off. They run
   * in any order.
   */
  public void atEnd(Runnable action) {
    atEnd.add(action);
  }

  /**
   * Runs tasks until all have run, or {@link #LONGEST} is over when those that are gathered have
   * run.
   *
   * @return those that have not run
   */
  List<Runnable> run() {
    var begun = System.nanoTime();
    CURRENT.set(this);
    try {
      for (int i = 0; i < tasks.size(); i++) {
        continues = i + 1 < tasks.size() && (i + 1) % GATHERED != 0;
        Guarded.run("a task of a lane", tasks.get(i));
        if (!continues) {
          finish();
          if (System.nanoTime() - begun > LONGEST) {
            return tasks.subList(i + 1, tasks.size());
          }
        }
      }
      return List.of();
    } finally {
      CURRENT.set(null);
    }
  }

  private void finish() {
    Guarded.each(atEnd, Runnable::run);
    atEnd.clear();
  }
}
