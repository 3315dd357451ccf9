package chat.mongoose.web;

import jakarta.servlet.ServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Reaches the Grizzly connection of a request on Payara. */
final class PayaraInternals {

  private static final Logger LOG = System.getLogger(PayaraInternals.class.getName());
  private static final String REQUEST = "org.apache.catalina.connector.RequestFacade";

  /** By class of the request, of which a server has few; empty for any other server's. */
  private static final Map<Class<?>, Optional<Way>> WAYS = new ConcurrentHashMap<>();

  private PayaraInternals() {}

  /** Whether a request is one of Payara's, and can be looked into. */
  static boolean knows(ServletRequest request) {
    return way(request).isPresent();
  }

  /**
   * How many octets wait in the connection for the client to read, beside those in the kernel's
   * hands; {@link Integer#MAX_VALUE} if the connection is closed, 0 if nobody knows.
   */
  static int unread(ServletRequest request) {
    return way(request).map(way -> way.unread(request)).orElse(0);
  }

  /** Closes the connection, whatever waits in it. */
  static void close(ServletRequest request) {
    way(request).ifPresent(way -> way.close(request));
  }

  private static Optional<Way> way(ServletRequest request) {
    return WAYS.computeIfAbsent(request.getClass(), PayaraInternals::find);
  }

  private static Optional<Way> find(Class<?> request) {
    if (!request.getName().equals(REQUEST)) {
      return Optional.empty();
    }
    try {
      var unwrap = request.getMethod("getUnwrappedCoyoteRequest");
      var coyote = unwrap.getReturnType().getMethod("getCoyoteRequest");
      var context = coyote.getReturnType().getMethod("getContext");
      var connection = context.getReturnType().getMethod("getConnection");
      var type = connection.getReturnType();
      var nio =
          Class.forName("org.glassfish.grizzly.nio.NIOConnection", false, type.getClassLoader());
      var queue = nio.getMethod("getAsyncWriteQueue");
      return Optional.of(
          new Way(
              List.of(unwrap, coyote, context, connection),
              type.getMethod("isOpen"),
              queue,
              queue.getReturnType().getMethod("spaceInBytes"),
              type.getMethod("terminateSilently")));
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(Level.WARNING, "This Payara is not as expected; who reads nothing can stop it.", e);
      return Optional.empty();
    }
  }

  /**
   * How it is reached.
   *
   * @param steps from the request to its connection
   */
  private record Way(
      List<Method> steps, Method isOpen, Method queue, Method octets, Method terminate) {

    int unread(ServletRequest request) {
      try {
        var connection = connection(request);
        if (!(Boolean) isOpen.invoke(connection)) {
          return Integer.MAX_VALUE;
        }
        return (Integer) octets.invoke(queue.invoke(connection));
      } catch (ReflectiveOperationException | RuntimeException e) {
        LOG.log(Level.DEBUG, "The request has ended already: {0}", String.valueOf(e));
        return 0;
      }
    }

    void close(ServletRequest request) {
      try {
        terminate.invoke(connection(request));
      } catch (ReflectiveOperationException | RuntimeException e) {
        LOG.log(Level.DEBUG, "The request has ended already: {0}", String.valueOf(e));
      }
    }

    private Object connection(ServletRequest request) throws ReflectiveOperationException {
      Object found = request;
      for (Method step : steps) {
        found = step.invoke(found);
      }
      return found;
    }
  }
}
