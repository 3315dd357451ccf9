package chat.mongoose.bosh;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;

/**
 * Whom a request came from.
 *
 * @param address IP address as text
 * @param secure came over TLS
 * @param cookies the lines of its header {@code Cookie}, if a page of an allowed origin sent it
 */
record Peer(String address, boolean secure, List<String> cookies) {

  /** One that brought no cookies. */
  Peer(String address, boolean secure) {
    this(address, secure, List.of());
  }

  /**
   * Who sent this. A request without {@code Origin} was not sent by a page, or by one that a
   * browser would not vouch for; its cookies count for nothing. The filter has looked at the
   * others.
   */
  static Peer of(HttpServletRequest request) {
    var cookies =
        request.getHeader("Origin") == null
            ? List.<String>of()
            : Collections.list(request.getHeaders("Cookie"));
    return new Peer(request.getRemoteAddr(), request.isSecure(), cookies);
  }

  /** The same without what only the first request is asked for. */
  Peer withoutCookies() {
    return new Peer(address, secure);
  }

  /** Nothing of the cookies. */
  @Override
  public String toString() {
    return address;
  }
}
