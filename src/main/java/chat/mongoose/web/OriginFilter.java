package chat.mongoose.web;

import chat.mongoose.auth.AllowedOrigins;
import chat.mongoose.guard.Readable;
import chat.mongoose.guard.Seldom;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;

/**
 * Refuses the connections that a page of a foreign site makes its visitor's browser open (RFC 6455
 * §10.2): HTTP 403 before anything else has looked at the request. A page that may connect may read
 * what is answered, whatever that is (Fetch §3.3). Cookies come along with WebSocket from any page
 * that may connect, as far as their {@code SameSite} lets them, and with BOSH from the server's own
 * origin only. What is no browser sends no {@code Origin} and passes; its cookies count for
 * nothing.
 */
@WebFilter(
    filterName = "origin",
    urlPatterns = {Doors.WEBSOCKET, Doors.WEBSOCKET_SLASH, Doors.BOSH, Doors.BOSH_SLASH},
    asyncSupported = true)
public class OriginFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = System.getLogger(OriginFilter.class.getName());

  private final transient Seldom lines = new Seldom(10, Duration.ofHours(1));

  @Inject private transient AllowedOrigins allowed;
  @Inject private transient Clock clock;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var origin = request.getHeader("Origin");
    response.setHeader("Vary", "Origin");
    if (origin != null && !allowed.allows(origin, request.getHeader("Host"))) {
      tell(origin);
      Refusal.FOREIGN_ORIGIN.answerAndClose(request, response);
      return;
    }
    if (origin != null) {
      response.setHeader("Access-Control-Allow-Origin", origin);
    }
    chain.doFilter(isUpgrade(request) ? new Handshake(request) : request, response);
  }

  /** Whoever has just put the chat into his page looks here for why it stays empty. */
  private void tell(String origin) {
    var unsaid = lines.take(clock.instant());
    if (unsaid.isPresent()) {
      LOG.log(
          Level.WARNING,
          "A page of {0} may not chat here. If it is yours, list it in mongoose.web.origins.{1}",
          Readable.of(origin),
          unsaid.getAsLong() > 0 ? " (" + unsaid.getAsLong() + " more were refused before.)" : "");
    }
  }

  private static boolean isUpgrade(HttpServletRequest request) {
    return request.getHeader("Upgrade") != null;
  }

  /**
   * Has an address where it ought to have a name: Payara asks each request for a WebSocket for the
   * name of this machine, which is asked of the DNS each time, and waits for its answer. A slash
   * behind the path is not shown, since the servers find no endpoint by it.
   */
  private static final class Handshake extends HttpServletRequestWrapper {

    private Handshake(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getServletPath() {
      return withoutSlash(super.getServletPath());
    }

    @Override
    public String getRequestURI() {
      return withoutSlash(super.getRequestURI());
    }

    private static String withoutSlash(String path) {
      return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    @Override
    public String getLocalName() {
      return getLocalAddr();
    }
  }
}
