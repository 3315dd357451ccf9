package chat.mongoose.auth;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;

/**
 * Lets all behind it see the client where a proxy stands in front, see {@link TrustedProxies}.
 *
 * <p>Decision: one filter, which {@code web.xml} puts before all others and before the container's
 * own one for WebSocket, instead of a rule in each door: there is no request whose address nobody
 * has looked at.
 */
public class ForwardedFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  @Inject private transient TrustedProxies proxies;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var peer = request.getRemoteAddr();
    chain.doFilter(
        peer != null && proxies.trusts(peer) ? forwarded(request, peer) : request, response);
  }

  private HttpServletRequest forwarded(HttpServletRequest request, String peer) {
    var chain = Collections.list(request.getHeaders("X-Forwarded-For"));
    var proto = request.getHeader("X-Forwarded-Proto");
    return new ForwardedRequest(
        request, proxies.client(peer, chain), proxies.isSecure(peer, request.isSecure(), proto));
  }
}
