package chat.mongoose.testkit;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.LongStream;

/**
 * Counts the bytes that a piece of code allocates, as the JVM does: a figure that does not depend
 * on the machine's mood. The JIT compiler may save some, so it is an upper bound that a budget is
 * compared with.
 */
public final class Allocation {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Until all classes are loaded and all caches are filled. */
  private static final int WARM_UP = 200;

  private static final int CALLS = 1000;

  /** What a library does once, such as making a table larger, falls into one of them. */
  private static final int ROUNDS = 3;

  private Allocation() {}

  /** Bytes allocated on this thread by one call, on average of the best of some rounds. */
  public static long perCall(Runnable call) {
    run(call, WARM_UP);
    return LongStream.generate(() -> round(call)).limit(ROUNDS).min().orElseThrow();
  }

  private static long round(Runnable call) {
    var before = THREADS.getCurrentThreadAllocatedBytes();
    run(call, CALLS);
    return (THREADS.getCurrentThreadAllocatedBytes() - before) / CALLS;
  }

  private static void run(Runnable call, int times) {
    for (int i = 0; i < times; i++) {
      call.run();
    }
  }
}
