package chat.mongoose.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * What the Servlet API does not say of the connection that a request has come by. Found by name;
 * where the server is another, or not as expected, nothing is done.
 */
public final class Connections {

  private static final Logger LOG = System.getLogger(Connections.class.getName());

  /** Octets of answers that may wait for a client that asks for another one. */
  private static final int MOST_UNREAD = 65_536;

  /** Whether this thread begins or ends a request now. */
  private static final ThreadLocal<Boolean> BUSY = ThreadLocal.withInitial(() -> false);

  private Connections() {}

  /**
   * Ends the connection of a request whose body is still to come, and that is about to be completed
   * after its answer has been sent. WildFly ends an asynchronous request only when it has read the
   * whole body, with one of its 32 threads or so, also where the connection is to be closed; so it
   * is closed before. On another server nothing has to be done.
   */
  public static void cut(ServletRequest request) {
    UndertowInternals.close(inner(request));
  }

  /** Ends the connection at once, whatever was to be sent. */
  static void drop(ServletRequest request) {
    var inner = inner(request);
    UndertowInternals.close(inner);
    PayaraInternals.close(inner);
  }

  /**
   * Whether an answer is written without waiting for the client, by the thread of the request too,
   * since {@link ConnectionFilter} has let it through.
   */
  static boolean isNeverBlocked(ServletRequest request) {
    return PayaraInternals.knows(inner(request));
  }

  /** Whether a client is gone, or asks for more while {@link #MOST_UNREAD} octets wait for him. */
  static boolean isUseless(ServletRequest request) {
    return PayaraInternals.unread(inner(request)) > MOST_UNREAD;
  }

  /** Whether this thread has not yet ended what it was doing for another request. */
  static boolean isBusy() {
    return BUSY.get();
  }

  /** Sends a request on; the container may go on with the next one before it returns. */
  static void pass(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    BUSY.set(true);
    try {
      chain.doFilter(request, response);
    } finally {
      BUSY.remove();
    }
  }

  /** Ends an asynchronous request; that it has ended already is as good. Any thread may call it. */
  public static void complete(AsyncContext context) {
    var before = BUSY.get();
    BUSY.set(true);
    try {
      context.complete();
    } catch (IllegalStateException e) {
      LOG.log(Level.DEBUG, "The container has ended the request already: {0}", e.getMessage());
    } finally {
      BUSY.set(before);
    }
  }

  private static ServletRequest inner(ServletRequest request) {
    var inner = request;
    while (inner instanceof ServletRequestWrapper wrapper) {
      inner = wrapper.getRequest();
    }
    return inner;
  }
}
