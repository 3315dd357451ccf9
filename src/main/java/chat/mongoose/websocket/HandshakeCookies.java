package chat.mongoose.websocket;

import chat.mongoose.session.RequestCookies;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Carries the cookies of a handshake to its connection, by a property that is this connection's own
 * (WebSocket 2.1 §3.1.3). The containers keep copies of the property, so it is a box that is empty
 * once the connection is open.
 *
 * <p>A handshake without {@code Origin} is no browser's, and its cookies count for nothing; the
 * filter before it has refused origins that are not allowed.
 */
final class HandshakeCookies {

  private static final String PROPERTY = HandshakeCookies.class.getName();

  private HandshakeCookies() {}

  /** Takes them from a handshake; the configuration is as the connection will have it. */
  static void carry(HandshakeRequest request, ServerEndpointConfig config) {
    var headers = request.getHeaders();
    if (!lines(headers, "Origin").isEmpty()) {
      var cookies = RequestCookies.of(lines(headers, "Cookie"));
      if (!cookies.isEmpty()) {
        config.getUserProperties().put(PROPERTY, new Box(cookies));
      }
    }
  }

  /** The cookies of the handshake, for the first who asks. */
  static RequestCookies taken(Session socket) {
    return socket.getUserProperties().remove(PROPERTY) instanceof Box box
        ? box.take()
        : RequestCookies.NONE;
  }

  /** Not every container's map looks away from case. */
  private static List<String> lines(Map<String, List<String>> headers, String name) {
    return headers.entrySet().stream()
        .filter(header -> name.equalsIgnoreCase(header.getKey()))
        .flatMap(header -> header.getValue().stream())
        .toList();
  }

  private static final class Box {

    private final AtomicReference<RequestCookies> content;

    Box(RequestCookies content) {
      this.content = new AtomicReference<>(content);
    }

    RequestCookies take() {
      return content.getAndSet(RequestCookies.NONE);
    }
  }
}
