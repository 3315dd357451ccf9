package chat.mongoose.web;

import chat.mongoose.session.Addresses;
import chat.mongoose.session.Transport;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;

/**
 * Tells the WebSocket door the peer's address, by which {@link Brake} slows who guesses: JSR 356
 * shows an endpoint the parameters of its handshake, but not whom it came from. It is the address
 * that the server is configured to believe, behind a proxy too, as for every other request. An
 * address that has as many connections as it may have is refused here, before the handshake. Those
 * that are under way are not counted: who comes through gets a place, or a stream error.
 */
@WebFilter(
    filterName = "peer",
    urlPatterns = {Doors.WEBSOCKET, Doors.WEBSOCKET_SLASH},
    asyncSupported = true)
public class PeerFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  @Inject private transient Addresses addresses;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!request.getMethod().equals("GET")) {
      // RFC 6455 §4.1
      response.setHeader("Allow", "GET");
      Refusal.of(HttpServletResponse.SC_METHOD_NOT_ALLOWED).answerAndClose(request, response);
    } else if (addresses.hasRoom(request.getRemoteAddr())) {
      chain.doFilter(new Introduced(request), response);
    } else {
      // RFC 6585 §4; before the handshake, so that it costs next to nothing
      response.setHeader("Retry-After", "60");
      Refusal.MANY_CONNECTIONS.answerAndClose(request, response);
    }
  }

  /** The request with this parameter alone; the endpoint knows no other. */
  private static final class Introduced extends HttpServletRequestWrapper {

    Introduced(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getParameter(String name) {
      return name.equals(Transport.PEER_PARAMETER) ? getRemoteAddr() : null;
    }

    @Override
    public Map<String, String[]> getParameterMap() {
      return Map.of(Transport.PEER_PARAMETER, new String[] {getRemoteAddr()});
    }

    @Override
    public Enumeration<String> getParameterNames() {
      return Collections.enumeration(getParameterMap().keySet());
    }

    @Override
    public String[] getParameterValues(String name) {
      return getParameterMap().get(name);
    }
  }
}
