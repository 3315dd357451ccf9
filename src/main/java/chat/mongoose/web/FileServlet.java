package chat.mongoose.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Answers for all addresses that nobody else has: with a file, or with 404.
 *
 * <p>Decision: in the place of the container's own, which on Payara writes with the thread of the
 * request. Seventy clients that ask for a file often enough, and read nothing, would hold all
 * threads that there are.
 */
@WebServlet(urlPatterns = "/", asyncSupported = true)
public class FileServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final byte[] NOTHING = {};
  private static final String METHODS = "GET, HEAD, OPTIONS";

  private transient Files files;

  @Override
  public void init() throws ServletException {
    try {
      files = Files.of(getServletContext());
    } catch (IOException e) {
      throw new ServletException("The files of the pages cannot be read", e);
    }
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var file = files.at(request.getServletPath());
    switch (request.getMethod()) {
      case "GET", "HEAD" -> {
        if (file.isPresent()) {
          get(file.get(), request, response);
        } else {
          Refusal.of(HttpServletResponse.SC_NOT_FOUND).answer(request, response);
        }
      }
      case "OPTIONS" -> {
        response.setHeader("Allow", METHODS);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        Answer.send(request, response, NOTHING);
      }
      case "POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT" -> {
        response.setHeader("Allow", METHODS);
        Refusal.of(HttpServletResponse.SC_METHOD_NOT_ALLOWED).answer(request, response);
      }
      // RFC 9110 §15.6.2: a method that nobody knows
      default -> Refusal.of(HttpServletResponse.SC_NOT_IMPLEMENTED).answer(request, response);
    }
  }

  private static void get(StoredFile file, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var zipped =
        file.zipped().length < file.plain().length
            && Gzip.isAccepted(request.getHeader("Accept-Encoding"));
    response.setHeader("Vary", "Accept-Encoding");
    response.setHeader("ETag", file.tag(zipped));
    // a new server may bring new files: ask each time, the entity tag makes that cheap
    response.setHeader("Cache-Control", "no-cache");
    if (file.isKnown(request.getHeader("If-None-Match"))) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      Answer.send(request, response, NOTHING);
      return;
    }
    var content = zipped ? file.zipped() : file.plain();
    response.setContentType(file.type());
    if (zipped) {
      response.setHeader("Content-Encoding", "gzip");
    }
    response.setContentLength(content.length);
    Answer.send(request, response, request.getMethod().equals("HEAD") ? NOTHING : content);
  }
}
