package chat.mongoose.web;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Refuses the requests of an address that sends too many, see {@link RequestRate}, and hangs up: on
 * HTTP/2, where a client need not wait for anything, without a word.
 */
public class RateFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  @Inject private transient RequestRate rate;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (isWithin(request)) {
      chain.doFilter(request, response);
    } else if (request.getProtocol().startsWith("HTTP/2")) {
      Refusal.MANY_REQUESTS.tell(request);
      Connections.drop(request);
    } else {
      // RFC 6585 §4
      response.setHeader("Retry-After", "10");
      Refusal.MANY_REQUESTS.answerAndClose(request, response);
    }
  }

  private boolean isWithin(HttpServletRequest request) {
    var address = request.getRemoteAddr();
    return Doors.isBosh(request) ? !rate.isUsedUp(address) : rate.take(address);
  }
}
