package chat.mongoose.auth;

import chat.mongoose.auth.AuthenticatedRequest.Address;
import chat.mongoose.guard.Faults;
import chat.mongoose.guard.Guarded;
import chat.mongoose.security.SecurityEvent.Kind;
import chat.mongoose.security.SecurityLog;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * HTTP Basic (RFC 7617) and Bearer (RFC 6750) as doors to {@link Login}, for the REST interface.
 * Who sends no credentials passes as nobody: what may be seen by whom is decided there. Who sends
 * wrong ones does not pass. Cookies count for nothing here, so no foreign page can use them.
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

  private static final long serialVersionUID = 1L;

  /** Longer than any login takes. */
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  @Inject private transient WebAdmission web;
  @Inject private transient RequestContextController context;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var decision = web.decide(request);
    if (decision.isPresent()) {
      await(request, response, decision.get());
      return;
    }
    var outcome = request.getAttribute(WebAdmission.OUTCOME);
    var address = request.getAttribute(WebAdmission.ADDRESS);
    if (outcome instanceof Admission admission && address instanceof Address asked) {
      response.setHeader("Cache-Control", "no-store");
      inContext(chain, new AuthenticatedRequest(request, admission.identity(), asked), response);
      if (response.getStatus() == HttpServletResponse.SC_FORBIDDEN) {
        SecurityLog.tell(
            Caller.of(request)
                .event(Kind.ACCESS_REFUSED)
                .name(admission.identity().username())
                .with("method", request.getMethod())
                .with("path", request.getPathInfo()));
      }
    } else if (outcome instanceof WebRefusal refusal) {
      refuse(response, refusal);
    } else {
      chain.doFilter(request, response);
    }
  }

  private void await(
      HttpServletRequest request, HttpServletResponse response, CompletionStage<Void> decision) {
    var asynchronous = request.startAsync(request, response);
    asynchronous.setTimeout(TIMEOUT.toMillis());
    goOn(asynchronous, decision);
  }

  /**
   * Lets the request begin anew once its outcome is known. If it cannot, it ends: nobody else would
   * notice before it times out. Any thread may call it, once for a request.
   */
  public static void goOn(AsyncContext asynchronous, CompletionStage<?> outcome) {
    outcome
        .thenAccept(known -> asynchronous.dispatch())
        .exceptionally(
            fault -> {
              Faults.tell("a login by HTTP", Gate.cause(fault));
              Guarded.run("the end of a login by HTTP", () -> giveUp(asynchronous));
              return null;
            });
  }

  private static void giveUp(AsyncContext asynchronous) {
    if (asynchronous.getResponse() instanceof HttpServletResponse response) {
      response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
    }
    asynchronous.complete();
  }

  /** Who has sent a request that has passed here; empty if nobody is known. */
  static Optional<Admission> admission(HttpServletRequest request) {
    return request.getAttribute(WebAdmission.OUTCOME) instanceof Admission admission
        ? Optional.of(admission)
        : Optional.empty();
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

  private static void refuse(HttpServletResponse response, WebRefusal refusal) throws IOException {
    response.setStatus(refusal.status());
    response.setContentType("application/problem+json");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "no-store");
    refusal.headers().forEach(response::setHeader);
    response.getWriter().write(refusal.problem().toString());
  }
}
