package chat.mongoose.cluster;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** A task whose failure is a bug: it is logged once, and what comes behind it goes on. */
record Guarded(Runnable task) implements Runnable {

  private static final Logger LOG = System.getLogger(Guarded.class.getName());

  @Override
  public void run() {
    try {
      task.run();
    } catch (RuntimeException | StackOverflowError e) {
      LOG.log(Level.ERROR, "A task failed; what waits behind it goes on.", e);
    }
  }
}
