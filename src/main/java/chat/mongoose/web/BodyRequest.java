package chat.mongoose.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;

/**
 * A request with a body that has been read, so nobody behind can wait for the connection. It has no
 * parameters: the container would read a form to find them, and REST finds those of the address by
 * itself.
 */
final class BodyRequest extends HttpServletRequestWrapper {

  private final String uri;
  private final String url;
  private volatile Content content = new Content(new byte[0]);

  BodyRequest(HttpServletRequest request) {
    super(request);
    this.uri = request.getRequestURI();
    this.url = request.getRequestURL().toString();
  }

  /** Takes the body; called before anybody may ask for it. */
  void fill(byte[] body) {
    content = new Content(body);
  }

  /** Payara decodes it when a request over HTTP/2 begins anew, and JAX-RS would do so again. */
  @Override
  public String getRequestURI() {
    return uri;
  }

  @Override
  public StringBuffer getRequestURL() {
    return new StringBuffer(url);
  }

  @Override
  public ServletInputStream getInputStream() {
    return content;
  }

  @Override
  public BufferedReader getReader() {
    return new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8));
  }

  @Override
  public String getParameter(String name) {
    return null;
  }

  @Override
  public String[] getParameterValues(String name) {
    return null;
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return Map.of();
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.emptyEnumeration();
  }

  /** Octets that are there. */
  private static final class Content extends ServletInputStream {

    private final ByteArrayInputStream octets;

    Content(byte[] octets) {
      this.octets = new ByteArrayInputStream(octets);
    }

    @Override
    public int read() {
      return octets.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return octets.read(target, offset, length);
    }

    @Override
    public int available() {
      return octets.available();
    }

    @Override
    public boolean isFinished() {
      return octets.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("This body has been read already");
    }
  }
}
