package chat.mongoose.auth;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * A request as the client has sent it to the proxy in front. Links that are made of it lead to the
 * proxy: the credentials must not follow one out of TLS that ends there.
 */
final class ForwardedRequest extends HttpServletRequestWrapper {

  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private final String client;
  private final boolean secure;

  ForwardedRequest(HttpServletRequest request, String client, boolean secure) {
    super(request);
    this.client = client;
    this.secure = secure;
  }

  @Override
  public String getRemoteAddr() {
    return client;
  }

  @Override
  public String getRemoteHost() {
    return client;
  }

  @Override
  public boolean isSecure() {
    return secure;
  }

  @Override
  public String getScheme() {
    return secure ? "https" : "http";
  }

  /** The one in {@code Host}, or the scheme's. */
  @Override
  public int getServerPort() {
    var port = super.getServerPort();
    var isDefault = port == (super.isSecure() ? HTTPS_PORT : HTTP_PORT);
    return isDefault ? secure ? HTTPS_PORT : HTTP_PORT : port;
  }

  @Override
  public StringBuffer getRequestURL() {
    var url = super.getRequestURL();
    return url.replace(0, url.indexOf(":"), getScheme());
  }
}
