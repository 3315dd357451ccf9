package chat.mongoose.web;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.stream.Stream;

/**
 * Refuses what is meant for another host (RFC 9110 §15.5.20), see {@link Hosts}: pages, REST, BOSH
 * and the handshake of a WebSocket. What says no host is no browser (RFC 9112 §3.2) and passes.
 *
 * <p>A proxy may put another host in the place of the client's; what it then says in {@code
 * X-Forwarded-Host} is looked at too.
 */
public class HostFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;
  private static final String FORWARDED = "X-Forwarded-Host";

  @Inject private transient Hosts hosts;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var secure = request.isSecure();
    if (named(request).allMatch(host -> hosts.own(host, secure))) {
      chain.doFilter(request, response);
    } else {
      Refusal.FOREIGN_HOST.answerAndClose(request, response);
    }
  }

  /** HTTP/2 has no such header; the container says there what it has in its place. */
  private static Stream<String> named(HttpServletRequest request) {
    var host = request.getHeader("Host");
    var http1 = request.getProtocol().startsWith("HTTP/1.");
    var forwarded =
        Collections.list(request.getHeaders(FORWARDED)).stream()
            .flatMap(header -> Stream.of(header.split(",")));
    var direct = Stream.ofNullable(host != null || http1 ? host : request.getServerName());
    return Stream.concat(direct, forwarded);
  }
}
