package chat.mongoose.db;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;

/**
 * Reaches what H2 keeps for its own thread. {@link MVStore#compact(int, int)} is for all, but takes
 * any chunk, and the older the rather: of a file of some age it rewrites what is full, time and
 * again. Found by name in the H2 that the WAR brings.
 */
final class H2Internals {

  private static final Method PERCENTS_IN_USE =
      method(FileStore.class, "getRewritableChunksFillRate");
  private static final Method REWRITE =
      method(FileStore.class, "rewriteChunks", int.class, int.class);
  private static final Method UNDER_LOCK =
      method(MVStore.class, "tryExecuteUnderStoreLock", Callable.class);

  private H2Internals() {}

  /** How much of those chunks is in use that are old enough to be rewritten, in percents. */
  static int percentsInUse(FileStore<?> file) {
    return (int) call(PERCENTS_IN_USE, file);
  }

  /**
   * Writes what is in use of some chunks anew, the emptiest and oldest first, so that they can be
   * given up. Does nothing if another thread keeps the store's lock for 10 ms.
   *
   * @param octets in use that are written at most
   * @param percents what of a chunk may be in use
   */
  static void rewriteChunks(MVStore store, FileStore<?> file, int octets, int percents) {
    Callable<Object> rewrite = () -> call(REWRITE, file, octets, percents);
    call(UNDER_LOCK, store, rewrite);
  }

  private static Object call(Method method, Object owner, Object... arguments) {
    try {
      return method.invoke(owner, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new IllegalStateException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Method method(Class<?> owner, String name, Class<?>... parameters) {
    try {
      var method = owner.getDeclaredMethod(name, parameters);
      method.setAccessible(true);
      return method;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("Another H2 than this was made for", e);
    }
  }
}
