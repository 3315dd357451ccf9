package chat.mongoose.web;

import chat.mongoose.auth.AllowedOrigins;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;

/**
 * Refuses what a page of another site makes its visitor's browser ask of REST, by an image, a
 * script, a frame, a form or a link. The browser adds the name and password that its user has typed
 * here before; the page reads nothing, but what was done and recorded would be its user's.
 *
 * <p>By TLS browsers say what kind of page asks ({@code Sec-Fetch-Site}), which is believed. By
 * plain HTTP they say nothing of it, and a page can hold back {@code Referer}; {@code Origin} comes
 * with forms and scripts only. So a browser has to show there that a page of ours asks: by {@code
 * Origin}, by {@code Referer}, or by the header {@code X-Mongoose}, which no page may send to
 * another site unasked (Fetch §4.8), and which is never granted. An address that is typed, by plain
 * HTTP, looks like a link on a foreign page, and is refused with it.
 *
 * <p>What is no browser shows nothing and passes. A browser is known by its name, and by the
 * languages that its user reads, which no page can take away; {@code Accept} would not do, since
 * Java's own client asks for images too. Whether the process answers may be asked by any page.
 */
public class ForeignPageFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  @Inject private transient AllowedOrigins origins;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (isOpen(request) || !isForeign(request)) {
      chain.doFilter(request, response);
    } else {
      Refusal.FOREIGN_PAGE.answerAndClose(request, response);
    }
  }

  private static boolean isOpen(HttpServletRequest request) {
    var path = request.getPathInfo();
    return path != null && path.startsWith("/health/");
  }

  private boolean isForeign(HttpServletRequest request) {
    var host = request.getHeader("Host");
    var site = request.getHeader("Sec-Fetch-Site");
    var origin = request.getHeader("Origin");
    if (origin != null && !origins.isOwn(origin, host)) {
      return true;
    }
    if (site != null) {
      return !site.equals("same-origin") && !site.equals("none");
    }
    if (origin != null || request.getHeader("X-Mongoose") != null) {
      return false;
    }
    var referer = request.getHeader("Referer");
    return referer != null ? !isOwn(referer, host) : isBrowser(request);
  }

  private boolean isOwn(String referer, String host) {
    try {
      var page = URI.create(referer);
      return page.getRawAuthority() != null
          && origins.isOwn(page.getScheme() + "://" + page.getRawAuthority(), host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isBrowser(HttpServletRequest request) {
    var name = request.getHeader("User-Agent");
    var languages = request.getHeader("Accept-Language");
    return name != null && (name.startsWith("Mozilla/") || name.startsWith("Opera"))
        // COMPAT Node's own client reads all of them
        || languages != null && !languages.equals("*");
  }
}
