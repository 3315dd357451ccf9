package chat.mongoose.web;

import chat.mongoose.security.SecurityEvent;
import chat.mongoose.security.SecurityEvent.Kind;
import chat.mongoose.security.SecurityLog;
import jakarta.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
  static final Refusal MALFORMED =
      new Refusal(
          400,
          "Bad Request",
          "The address, or what a header such as Accept says, is malformed",
          Optional.of(Kind.MALFORMED));
  static final Refusal TIMEOUT =
      new Refusal(
          408,
          "Request Timeout",
          "The body has not come within the time there is for it",
          Optional.of(Kind.LIMIT_REACHED));
  static final Refusal UNDECIDED =
      new Refusal(
          503, "Service Unavailable", "The login has taken too long, try again in a minute");
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
  static final Refusal FOREIGN_ORIGIN =
      new Refusal(
          403,
          "Forbidden",
          "Pages of this origin may not chat here; mongoose.web.origins lists those that may",
          Optional.of(Kind.ORIGIN_REFUSED));
  static final Refusal MANY_CONNECTIONS =
      new Refusal(
          429,
          "Too Many Requests",
          "Your address has as many connections as it may have; try again in a minute");
  static final Refusal MANY_REQUESTS =
      new Refusal(
          429,
          "Too Many Requests",
          "Your address sends more requests than it may; try again in a while",
          Optional.of(Kind.LIMIT_REACHED));
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

  /** The error of a request, where nothing better is known of it. */
  static Refusal of(int status) {
    return new Refusal(status, title(status), detail(status));
  }

  /** Answers, and lets the client send its body to nobody. */
  void answerAndClose(HttpServletRequest request, HttpServletResponse response) throws IOException {
    tell(request);
    Answer.sendAndClose(request, response, content(request.getServletPath(), response));
  }

  /** Answers a request that has no body, or one that has been read. */
  void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    tell(request);
    Answer.send(request, response, content(request.getServletPath(), response));
  }

  /** Tells the security log, if it is something for it. */
  void tell(HttpServletRequest request) {
    kind.ifPresent(
        told ->
            SecurityLog.tell(
                SecurityEvent.of(told, request.getRemoteAddr())
                    .door(door(request.getServletPath()))
                    .with("host", request.getHeader("Host"))
                    .with("origin", request.getHeader("Origin"))
                    .reason("http-" + status)));
  }

  private static String door(String path) {
    return switch (path) {
      case Doors.WEBSOCKET, Doors.WEBSOCKET_SLASH -> "websocket";
      case Doors.BOSH, Doors.BOSH_SLASH -> "bosh";
      case "/api" -> "rest";
      default -> "web";
    };
  }

  /**
   * What is answered, whose status and headers are set now.
   *
   * @param path below the context root
   */
  byte[] content(String path, HttpServletResponse response) {
    var isApi = path.equals("/api") || path.startsWith("/api/");
    var content = (isApi ? problem() : detail + ".\n").getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "strict-origin-when-cross-origin");
    response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    response.setContentType(isApi ? "application/problem+json" : "text/plain;charset=UTF-8");
    response.setContentLength(content.length);
    return content;
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

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 416 -> "Range Not Satisfiable";
      case 500 -> "Internal Server Error";
      case 501 -> "Not Implemented";
      default -> "Error";
    };
  }

  private static String detail(int status) {
    return switch (status) {
      case 404 -> "There is nothing at this address";
      case 405, 501 -> "This address does not know that method";
      default ->
          status < HttpServletResponse.SC_INTERNAL_SERVER_ERROR
              ? "The request cannot be answered as it is"
              : "The server could not answer; its log tells why";
    };
  }
}
