package chat.mongoose.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * What a browser is told about our pages and files: pages run only scripts and styles of this
 * server and never make markup of text (CSP 3, Trusted Types); the widget's files may be used by
 * pages of other sites, which is what they are for. {@code web.xml} puts it before all that may
 * refuse a request.
 */
public class PageHeaders extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private static final String POLICY =
      String.join(
          "; ",
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "img-src 'self' data:",
          "connect-src 'self'",
          "base-uri 'none'",
          "form-action 'none'",
          "frame-ancestors 'self'",
          "require-trusted-types-for 'script'",
          "trusted-types 'none'");

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "strict-origin-when-cross-origin");
    if (isWidget(request.getServletPath())) {
      response.setHeader("Access-Control-Allow-Origin", "*");
      response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    } else {
      response.setHeader("Content-Security-Policy", POLICY);
    }
    chain.doFilter(request, response);
  }

  private static boolean isWidget(String path) {
    return path.equals("/widget.js") || path.startsWith("/widget/");
  }
}
