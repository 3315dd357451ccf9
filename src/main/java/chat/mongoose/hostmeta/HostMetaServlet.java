package chat.mongoose.hostmeta;

import chat.mongoose.web.Answer;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Serves {@link HostMeta} to pages of any site (XEP-0156 §4), by HTTPS alone (§3.2): there is none
 * for who comes without.
 */
@WebServlet(
    urlPatterns = {"/.well-known/host-meta", HostMetaServlet.JRD},
    asyncSupported = true)
public class HostMetaServlet extends HttpServlet {

  static final String JRD = "/.well-known/host-meta.json";

  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Cache-Control", "no-cache");
    var host = request.getHeader("Host");
    switch (request.getMethod()) {
      case "GET", "HEAD" -> {
        if (!request.isSecure() || host == null) {
          tell(request, response, HttpServletResponse.SC_NOT_FOUND, "Ask by HTTPS.\n");
        } else {
          tell(request, response, new HostMeta(host.strip(), request.getContextPath()));
        }
      }
      default -> {
        response.setHeader("Allow", "GET, HEAD");
        tell(
            request,
            response,
            HttpServletResponse.SC_METHOD_NOT_ALLOWED,
            "This address does not know that method.\n");
      }
    }
  }

  private static void tell(
      HttpServletRequest request, HttpServletResponse response, HostMeta metadata)
      throws IOException {
    var json = request.getServletPath().equals(JRD);
    response.setContentType(json ? "application/json" : "application/xrd+xml");
    send(request, response, json ? metadata.jrd() : metadata.xrd());
  }

  private static void tell(
      HttpServletRequest request, HttpServletResponse response, int status, String why)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/plain;charset=UTF-8");
    send(request, response, why);
  }

  private static void send(HttpServletRequest request, HttpServletResponse response, String text)
      throws IOException {
    var content = text.getBytes(StandardCharsets.UTF_8);
    response.setContentLength(content.length);
    Answer.send(request, response, content);
  }
}
