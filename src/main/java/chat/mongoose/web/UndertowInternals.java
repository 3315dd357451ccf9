package chat.mongoose.web;

import jakarta.servlet.ServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Reaches the connection of a request on WildFly. */
final class UndertowInternals {

  private static final Logger LOG = System.getLogger(UndertowInternals.class.getName());
  private static final String REQUEST = "io.undertow.servlet.spec.HttpServletRequestImpl";

  private UndertowInternals() {}

  /** Closes the connection of a request, if it is one of Undertow's. */
  static void close(ServletRequest request) {
    if (!request.getClass().getName().equals(REQUEST)) {
      return;
    }
    try {
      var exchange = request.getClass().getMethod("getExchange").invoke(request);
      var connection = exchange.getClass().getMethod("getConnection").invoke(exchange);
      if (connection instanceof AutoCloseable open) {
        open.close();
      }
    } catch (Exception e) {
      LOG.log(Level.WARNING, "This WildFly is not as expected; slow bodies hold its threads.", e);
    }
  }
}
