package chat.mongoose.bosh;

import jakarta.servlet.AsyncContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reaches what Payara hides: two flags of each asynchronous request, kept in thread-locals of its
 * own, which stay behind in the maps of all threads that have asked for them. A request that is
 * held long grows old before it ends, and only a collection of the old generation would clear them;
 * until then the maps grow to hundreds of thousands of entries, and every young collection looks
 * through all of them. Found by name, so that a Payara that has changed costs speed and nothing
 * else.
 */
final class PayaraInternals {

  private static final Logger LOG = System.getLogger(PayaraInternals.class.getName());
  private static final String CONTEXT = "org.apache.catalina.connector.AsyncContextImpl";

  /** By class, of which there is one for each server that there may be; empty for any other. */
  private static final Map<Class<?>, List<Field>> FLAGS = new ConcurrentHashMap<>();

  /** The flags tell who dispatches a request anew; nobody does that to ours. */
  private static final ThreadLocal<Boolean> NEVER = new Never();

  private PayaraInternals() {}

  /** Takes the thread-locals away from a request that has just become asynchronous. */
  static void forgetThreads(AsyncContext context) {
    try {
      for (Field flag : FLAGS.computeIfAbsent(context.getClass(), PayaraInternals::flags)) {
        flag.set(context, NEVER);
      }
    } catch (ReflectiveOperationException e) {
      LOG.log(Level.DEBUG, "This Payara keeps its flags.", e);
    }
  }

  private static List<Field> flags(Class<?> type) {
    if (!type.getName().equals(CONTEXT)) {
      return List.of();
    }
    try {
      var flags =
          List.of(
              type.getDeclaredField("isDispatchInScope"),
              type.getDeclaredField("isStartAsyncInScope"));
      flags.forEach(field -> field.setAccessible(true));
      return flags;
    } catch (NoSuchFieldException | RuntimeException e) {
      LOG.log(Level.WARNING, "This Payara is not as expected; held requests cost more.", e);
      return List.of();
    }
  }

  /** False on every thread, whatever is set. */
  private static final class Never extends ThreadLocal<Boolean> {

    @Override
    public Boolean get() {
      return Boolean.FALSE;
    }

    @Override
    public void set(Boolean value) {
      // nothing is to be left behind in a thread
    }
  }
}
