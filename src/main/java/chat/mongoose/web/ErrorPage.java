package chat.mongoose.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * What the container shows in the place of its own error pages, which tell what runs here and in
 * which version, and lack the headers of our pages. {@code web.xml} names it for all errors.
 */
@WebServlet(urlPatterns = ErrorPage.PATH, asyncSupported = true)
public class ErrorPage extends HttpServlet {

  /** Where it lies; who asks for it gets what is not there. */
  static final String PATH = "/error";

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = System.getLogger(ErrorPage.class.getName());

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) {
    if (response.isCommitted()) {
      return;
    }
    var status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? code
            : HttpServletResponse.SC_NOT_FOUND;
    // whoever failed may have begun an answer, by a writer or by a stream
    response.reset();
    var content = Refusal.of(status).content(path(request), response);
    try {
      response.getOutputStream().write(content);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "Nobody is told of an error: {0}", e.getMessage());
    }
  }

  /** Of what failed, below the context root. */
  private static String path(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri
            && uri.startsWith(request.getContextPath())
        ? uri.substring(request.getContextPath().length())
        : "";
  }
}
