package chat.mongoose.auth;

import java.util.Map;
import javax.security.auth.callback.Callback;

/**
 * Asks for the cookies of the HTTP request that carries the login: of the WebSocket handshake, of
 * the BOSH or REST request. A login module that knows a site's cookies asks with this beside {@code
 * NameCallback} and {@link EvidenceCallback}. They are a session of the site: none may be logged.
 */
public final class CookieCallback implements Callback {

  private Map<String, String> cookies = Map.of();

  /** Without cookies until the handler has been called. */
  public CookieCallback() {}

  /**
   * The cookies by name, with their values as they were sent (so mostly percent-encoded); of a name
   * that was sent twice the first. Empty if the request carried none, or if there was no request.
   */
  public Map<String, String> cookies() {
    return cookies;
  }

  /** For the handler: what the request carried. */
  public void answer(Map<String, String> carried) {
    cookies = Map.copyOf(carried);
  }
}
