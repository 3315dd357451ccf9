package chat.mongoose.web;

import chat.mongoose.auth.WebAdmission;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads what clients send to REST before a thread is given to the request: JAX-RS reads a body with
 * the thread that answers, so 200 clients that send a byte each would hold all threads that there
 * are. A body has a length, which is bounded, and a deadline ({@link BodyReader#patience}); nobody
 * else reads from the connection. What has no use for a body gets none.
 *
 * <p>Who is refused is told that the connection ends: WildFly would read the rest of the body
 * first, with a thread, to use the connection again. For the same reason there is a rule in {@code
 * undertow-handlers.conf}: who forgets the last slash of {@code /mongoose/} is sent on before any
 * filter is asked.
 *
 * <p>Chunks are refused (RFC 9112 §6.3 has 411 for that). A request over HTTP/2 that does not say
 * how long it is counts as empty.
 */
public class BodyFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  /** Octets; an account or a logout has some hundreds. */
  static final int MOST = 16_384;

  @Inject private transient PendingBodies pending;
  @Inject private transient WebAdmission sender;
  @Inject private transient RequestContextController context;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var path = request.getServletPath();
    if (request.getDispatcherType() == DispatcherType.ASYNC) {
      inContext(request, response, chain);
    } else if (Doors.isBosh(request) && request.getMethod().equals("POST")) {
      chain.doFilter(request, response);
    } else {
      begin(request, response, chain, path.equals("/api"));
    }
  }

  private void begin(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain, boolean isApi)
      throws IOException, ServletException {
    var length = request.getContentLengthLong();
    var refusal = refusal(request, length, isApi ? MOST : 0);
    if (refusal.isPresent()) {
      refusal.get().answerAndClose(request, response);
    } else if (!isApi) {
      chain.doFilter(request, response);
    } else if (length <= 0) {
      chain.doFilter(new BodyRequest(request), response);
    } else {
      read(request, response, (int) length);
    }
  }

  private static Optional<Refusal> refusal(HttpServletRequest request, long length, int most) {
    if (request.getHeader("Transfer-Encoding") != null) {
      return Optional.of(most == 0 ? Refusal.TOO_LARGE : Refusal.NO_LENGTH);
    }
    return length > most ? Optional.of(Refusal.TOO_LARGE) : Optional.empty();
  }

  private void read(HttpServletRequest request, HttpServletResponse response, int length)
      throws IOException {
    var address = request.getRemoteAddr();
    if (!pending.enter(address)) {
      Refusal.TOO_MANY.answerAndClose(request, response);
      return;
    }
    var in = request.getInputStream();
    var whole = new BodyRequest(request);
    var asynchronous = request.startAsync(whole, response);
    var reader =
        new BodyReader(in, length, whole, sender, asynchronous, () -> pending.leave(address));
    asynchronous.setTimeout(BodyReader.patience(request).toMillis());
    asynchronous.addListener(reader, whole, response);
    in.setReadListener(reader);
  }

  /** Payara has no request context when a request begins anew. */
  private void inContext(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
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
}
