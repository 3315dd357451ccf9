package chat.mongoose.auth;

import chat.mongoose.auth.AuthenticatedRequest.Address;
import chat.mongoose.session.Identity;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * HTTP Basic (RFC 7617) as a door to {@link Login}, for the REST interface. Who sends no
 * credentials passes as nobody: what may be seen by whom is decided there. Who sends wrong ones
 * does not pass.
 *
 * <p>Decision: a filter and not the container's own security, which each server has configured in
 * another way, and which knows neither our roles nor our brake. While a login waits it holds no
 * thread.
 */
@WebFilter(
    filterName = "web-login",
    urlPatterns = "/api/*",
    dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ASYNC},
    asyncSupported = true)
public class WebLogin extends HttpFilter {

  /** How a client is asked for its name and password (RFC 7617 §2.1). */
  public static final String CHALLENGE = "Basic realm=\"Mongoose EE\", charset=\"UTF-8\"";

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = System.getLogger(WebLogin.class.getName());
  private static final String OUTCOME = WebLogin.class.getName();
  private static final String ADDRESS = Address.class.getName();

  /** RFC 6585 §4; the Servlet API has no name for it. */
  private static final int TOO_MANY_REQUESTS = 429;

  /** Longer than any login takes. */
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  @Inject private transient Gate gate;
  @Inject private transient RequestContextController context;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var outcome = request.getAttribute(OUTCOME);
    var address = request.getAttribute(ADDRESS);
    var header = request.getHeader("Authorization");
    if (outcome instanceof Identity identity && address instanceof Address asked) {
      response.setHeader("Cache-Control", "no-store");
      inContext(chain, new AuthenticatedRequest(request, identity, asked), response);
    } else if (outcome instanceof Throwable failure) {
      refuse(response, failure);
    } else if (header == null) {
      chain.doFilter(request, response);
    } else {
      login(request, response, header);
    }
  }

  private void login(HttpServletRequest request, HttpServletResponse response, String header)
      throws IOException {
    var credentials = BasicCredentials.of(header);
    if (credentials.isEmpty()) {
      refuse(response, new LoginRefused());
      return;
    }
    request.setAttribute(ADDRESS, Address.of(request));
    var asynchronous = request.startAsync(request, response);
    asynchronous.setTimeout(TIMEOUT.toMillis());
    gate.admit(request.getRemoteAddr(), credentials.get().username(), credentials.get().password())
        .whenComplete((admission, failure) -> goOn(asynchronous, admission, failure));
  }

  /** Lets the request begin anew, now that its outcome is known. */
  private static void goOn(AsyncContext asynchronous, Admission admission, Throwable failure) {
    asynchronous
        .getRequest()
        .setAttribute(OUTCOME, failure == null ? admission.identity() : Gate.cause(failure));
    asynchronous.dispatch();
  }

  /** Payara has no request context when a request begins anew. */
  private void inContext(
      FilterChain chain, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    var activated = context.activate();
    try {
      chain.doFilter(request, response);
    } finally {
      if (activated) {
        context.deactivate();
      }
    }
  }

  private static void refuse(HttpServletResponse response, Throwable failure) throws IOException {
    if (failure instanceof LoginRefused) {
      response.setHeader("WWW-Authenticate", CHALLENGE);
      answer(response, HttpServletResponse.SC_UNAUTHORIZED, "Unauthorized", failure.getMessage());
    } else if (failure instanceof LoginBraked braked) {
      response.setHeader("Retry-After", Long.toString(braked.retryAfter().toSeconds() + 1));
      answer(response, TOO_MANY_REQUESTS, "Too Many Requests", failure.getMessage());
    } else {
      if (!(failure instanceof LoginUnavailable)) {
        LOG.log(Level.ERROR, "A login failed by a fault of this server.", failure);
      }
      answer(
          response,
          HttpServletResponse.SC_SERVICE_UNAVAILABLE,
          "Service Unavailable",
          LoginUnavailable.now().getMessage());
    }
  }

  /** A problem document (RFC 9457). */
  private static void answer(HttpServletResponse response, int status, String title, String detail)
      throws IOException {
    response.setStatus(status);
    response.setContentType("application/problem+json");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "no-store");
    var problem =
        Json.createObjectBuilder()
            .add("type", "about:blank")
            .add("title", title)
            .add("status", status)
            .add("detail", detail)
            .build();
    response.getWriter().write(problem.toString());
  }
}
