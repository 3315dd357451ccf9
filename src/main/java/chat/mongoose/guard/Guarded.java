package chat.mongoose.guard;

import java.util.function.Consumer;

/**
 * Runs what may be at fault so that its fault stays where it is: it is told of, and whatever comes
 * behind it goes on.
 *
 * @param subject whose task this is, for the log; its text is made only if the task fails
 */
public record Guarded(Object subject, Runnable task) implements Runnable {

  @Override
  public void run() {
    run(subject, task);
  }

  /** Runs the task; true if it went well. */
  public static boolean run(Object subject, Runnable task) {
    try {
      task.run();
      return true;
    } catch (RuntimeException | Error e) {
      Faults.tell(subject, e);
      return false;
    }
  }

  /** Gives each of these to the action, whatever becomes of those before it. */
  public static <T> void each(Iterable<T> all, Consumer<? super T> action) {
    for (T one : all) {
      try {
        action.accept(one);
      } catch (RuntimeException | Error e) {
        Faults.tell(one, e);
      }
    }
  }
}
