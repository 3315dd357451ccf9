package chat.mongoose.bosh;

import chat.mongoose.web.Answer;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import java.util.Set;

/**
 * The address of BOSH, {@code /http-bind} (XEP-0124 §5), with or without a slash behind it. Pages
 * of which origins may come, and read the answer, is decided before, by the filter that checks
 * {@code Origin}.
 */
@WebServlet(
    urlPatterns = {"/http-bind", "/http-bind/"},
    asyncSupported = true)
public class BoshServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** How long a browser may remember what it may send here, in seconds. */
  private static final String PREFLIGHT_AGE = "7200";

  /** What clients really send, so that it need not be taken apart each time. */
  private static final Set<String> COMMON_TYPES =
      Set.of("text/xml", "text/xml; charset=utf-8", "text/xml;charset=utf-8");

  @Inject private transient BoshSessions sessions;
  @Inject private transient BoshSettings settings;
  @Inject private transient Arrivals arrivals;
  @Inject private transient Clock clock;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    // whatever client made it, an answer is data and no page
    response.setHeader("Content-Security-Policy", "default-src 'none'");
    response.setHeader("Cache-Control", "no-store");
    switch (request.getMethod()) {
      case "POST" -> post(request, response);
      case "OPTIONS" -> {
        options(response);
        Answer.send(request, response, new byte[0]);
      }
      default -> {
        options(response);
        refuse(request, response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, Condition.BAD_REQUEST);
      }
    }
  }

  /** Fetch §3.3.4: a browser asks first, since text/xml is not what a form can send. */
  private static void options(HttpServletResponse response) {
    response.setHeader("Allow", "POST, OPTIONS");
    response.setHeader("Access-Control-Allow-Methods", "POST");
    response.setHeader("Access-Control-Allow-Headers", "Content-Type");
    response.setHeader("Access-Control-Max-Age", PREFLIGHT_AGE);
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  private void post(HttpServletRequest request, HttpServletResponse response) throws IOException {
    var length = request.getContentLengthLong();
    if (!isXml(request.getContentType()) || request.getHeader("Content-Encoding") != null) {
      refuse(
          request, response, HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE, Condition.BAD_REQUEST);
    } else if (length > settings.maxBody()) {
      refuse(
          request,
          response,
          HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
          Condition.POLICY_VIOLATION);
    } else if (length < 0) {
      // XEP-0124 §5: no client should send chunks
      refuse(request, response, HttpServletResponse.SC_LENGTH_REQUIRED, Condition.BAD_REQUEST);
    } else if (length == 0) {
      refuse(request, response, HttpServletResponse.SC_BAD_REQUEST, Condition.BAD_REQUEST);
    } else {
      read(request, response, (int) length);
    }
  }

  private void read(HttpServletRequest request, HttpServletResponse response, int length)
      throws IOException {
    var peer = Peer.of(request);
    var exchange = Exchange.begin(request, response, settings, clock);
    var in = request.getInputStream();
    arrivals.begin(exchange);
    exchange.read(
        in,
        new BodyReader(
            in,
            length,
            exchange,
            content -> {
              arrivals.end(exchange);
              sessions.received(content, peer, exchange::answer);
            }));
  }

  /** What is wrong below BOSH is said in HTTP, and in BOSH for clients that see no status. */
  private static void refuse(
      HttpServletRequest request, HttpServletResponse response, int status, Condition condition)
      throws IOException {
    var answer = BoshAnswer.terminal(condition, SessionTerms.TEXT_XML);
    response.setStatus(status);
    response.setContentType(answer.contentType());
    response.setContentLength(answer.content().length);
    Answer.sendAndClose(request, response, answer.content());
  }

  /**
   * XEP-0124 §5 would have the type ignored; but a form of a foreign page can send any type that a
   * browser does not ask about first, and these are none of them. Without a type nothing comes from
   * a form; a script that leaves it out says its {@code Origin}, which has been looked at.
   */
  private static boolean isXml(String contentType) {
    if (contentType == null) {
      return true;
    }
    if (COMMON_TYPES.contains(contentType)) {
      return true;
    }
    var parts = contentType.toLowerCase(Locale.ROOT).replaceAll("[\\s\"]", "").split(";");
    if (!parts[0].equals("text/xml") && !parts[0].equals("application/xml")) {
      return false;
    }
    for (int i = 1; i < parts.length; i++) {
      if (parts[i].startsWith("charset=") && !parts[i].equals("charset=utf-8")) {
        return false;
      }
    }
    return true;
  }
}
