package chat.mongoose.auth;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells a browser whether the file of the widget that it has is still the one of this server (RFC
 * 9110 §8.8.3), by what is in it. The containers go by its time, which is the same in every build
 * of the WAR: browsers would stay with the files of an older version.
 */
final class EntityTags {

  /** Octets of the digest that count. */
  private static final int LENGTH = 16;

  /** By path; there are no more than files. */
  private final Map<String, String> tags = new ConcurrentHashMap<>();

  /** Says that nothing has changed, or lets the container send the file. */
  void answer(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var tag = tag(request.getServletContext(), request.getServletPath());
    if (tag.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    response.setHeader("ETag", tag.get());
    if (isKnown(request.getHeader("If-None-Match"), tag.get())) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    chain.doFilter(new Unconditional(request), new Tagged(response));
  }

  private Optional<String> tag(ServletContext files, String path) throws IOException {
    var known = tags.get(path);
    if (known != null) {
      return Optional.of(known);
    }
    try (var file = files.getResourceAsStream(path)) {
      if (file == null) {
        return Optional.empty();
      }
      var digest = ScramHash.SHA_256.digest(file.readAllBytes());
      var tag = '"' + HexFormat.of().formatHex(digest, 0, LENGTH) + '"';
      tags.put(path, tag);
      return Optional.of(tag);
    }
  }

  /**
   * RFC 9110 §13.1.2: by weak comparison, since a proxy that compresses makes the tag a weak one.
   */
  private static boolean isKnown(String ifNoneMatch, String tag) {
    return ifNoneMatch != null
        && Arrays.stream(ifNoneMatch.split(","))
            .map(each -> each.strip().replaceFirst("^W/", ""))
            .anyMatch(tag::equals);
  }

  /** The request without the conditions that have been looked at. */
  private static final class Unconditional extends HttpServletRequestWrapper {

    private static final Set<String> CONDITIONS = Set.of("if-none-match", "if-modified-since");

    Unconditional(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getHeader(String name) {
      return isCondition(name) ? null : super.getHeader(name);
    }

    @Override
    public long getDateHeader(String name) {
      return isCondition(name) ? -1 : super.getDateHeader(name);
    }

    private static boolean isCondition(String name) {
      return CONDITIONS.contains(name.toLowerCase(Locale.ROOT));
    }
  }

  /** The response with our tag, whatever the container has, and no time. */
  private static final class Tagged extends HttpServletResponseWrapper {

    private static final Set<String> OURS = Set.of("etag", "last-modified");

    Tagged(HttpServletResponse response) {
      super(response);
    }

    @Override
    public void setHeader(String name, String value) {
      if (!isOurs(name)) {
        super.setHeader(name, value);
      }
    }

    @Override
    public void addHeader(String name, String value) {
      if (!isOurs(name)) {
        super.addHeader(name, value);
      }
    }

    @Override
    public void setDateHeader(String name, long date) {
      if (!isOurs(name)) {
        super.setDateHeader(name, date);
      }
    }

    private static boolean isOurs(String name) {
      return OURS.contains(name.toLowerCase(Locale.ROOT));
    }
  }
}
