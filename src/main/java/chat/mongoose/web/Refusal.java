package chat.mongoose.web;

import chat.mongoose.security.SecurityEvent;
import chat.mongoose.security.SecurityEvent.Kind;
import chat.mongoose.security.SecurityLog;
import jakarta.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * An answer to a request that goes no further: a problem document (RFC 9457) under {@code /api}, a
 * sentence elsewhere. It repeats nothing that the client has sent.
 *
 * @param kind what the security log is told; empty for mistakes
 */
record Refusal(int status, String title, String detail, Optional<Kind> kind) {

  static final Refusal BAD_REQUEST =
      new Refusal(400, "Bad Request", "The body ends before its length");
  static final Refusal TIMEOUT =
      new Refusal(
          408,
          "Request Timeout",
          "The body has not come within the time there is for it",
          Optional.of(Kind.LIMIT_REACHED));
  static final Refusal NO_LENGTH =
      new Refusal(411, "Length Required", "Say how long the body is, by Content-Length");
  static final Refusal TOO_LARGE =
      new Refusal(413, "Content Too Large", "No body, or none that large, is read at this address");
  static final Refusal TOO_MANY =
      new Refusal(
          503,
          "Service Unavailable",
          "Too many bodies are under way, try again later",
          Optional.of(Kind.LIMIT_REACHED));
  static final Refusal FOREIGN_PAGE =
      new Refusal(
          403,
          "Forbidden",
          "Pages of other sites may not ask this; a script, or a page of this server, that looks"
              + " like one says X-Mongoose: 1",
          Optional.of(Kind.ORIGIN_REFUSED));
  static final Refusal FOREIGN_HOST =
      new Refusal(
          421,
          "Misdirected Request",
          "This server does not go by that name; mongoose.web.hosts lists those that it has",
          Optional.of(Kind.HOST_REFUSED));

  /** Of which the security log is told nothing. */
  Refusal(int status, String title, String detail) {
    this(status, title, detail, Optional.empty());
  }

  /** Answers, and lets the client send its body to nobody. */
  void answerAndClose(HttpServletRequest request, HttpServletResponse response) throws IOException {
    kind.ifPresent(
        told ->
            SecurityLog.tell(
                SecurityEvent.of(told, request.getRemoteAddr())
                    .door(door(request.getServletPath()))
                    .with("host", request.getHeader("Host"))
                    .with("origin", request.getHeader("Origin"))
                    .reason("http-" + status)));
    if (request.getProtocol().startsWith("HTTP/1.")) {
      response.setHeader("Connection", "close");
    }
    answer(request.getServletPath(), response);
  }

  private static String door(String path) {
    return switch (path) {
      case "/xmpp-websocket" -> "websocket";
      case "/http-bind" -> "bosh";
      case "/api" -> "rest";
      default -> "web";
    };
  }

  /**
   * Answers.
   *
   * @param path below the context root
   */
  void answer(String path, HttpServletResponse response) throws IOException {
    response.setStatus(status);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "strict-origin-when-cross-origin");
    response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    response.setCharacterEncoding("UTF-8");
    if (path.equals("/api") || path.startsWith("/api/")) {
      response.setContentType("application/problem+json");
      response.getWriter().write(problem());
    } else {
      response.setContentType("text/plain");
      response.getWriter().write(detail + ".\n");
    }
  }

  private String problem() {
    return Json.createObjectBuilder()
        .add("type", "about:blank")
        .add("title", title)
        .add("status", status)
        .add("detail", detail)
        .build()
        .toString();
  }
}
