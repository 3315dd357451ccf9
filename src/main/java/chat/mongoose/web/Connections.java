package chat.mongoose.web;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Ends connections on which a body is still to come. WildFly ends an asynchronous request only when
 * it has read the whole body, with one of its 32 threads or so, also where the connection is to be
 * closed; so it is closed before. Found by name; on another server nothing has to be done.
 */
public final class Connections {

  private static final Logger LOG = System.getLogger(Connections.class.getName());
  private static final String UNDERTOW = "io.undertow.servlet.spec.HttpServletRequestImpl";

  private Connections() {}

  /** Cuts the connection of a request that is about to be completed; its answer has been sent. */
  public static void cut(ServletRequest request) {
    var inner = request;
    while (inner instanceof ServletRequestWrapper wrapper) {
      inner = wrapper.getRequest();
    }
    if (!inner.getClass().getName().equals(UNDERTOW)) {
      return;
    }
    try {
      var exchange = inner.getClass().getMethod("getExchange").invoke(inner);
      var connection = exchange.getClass().getMethod("getConnection").invoke(exchange);
      if (connection instanceof AutoCloseable open) {
        open.close();
      }
    } catch (Exception e) {
      LOG.log(Level.WARNING, "This WildFly is not as expected; slow bodies hold its threads.", e);
    }
  }
}
