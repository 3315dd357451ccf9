package chat.mongoose.auth;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;

/**
 * How HTTP is told that somebody could not log in: status, headers and a problem document (RFC
 * 9457).
 *
 * @param detail a sentence for a human
 * @param headers without the media type
 */
public record WebRefusal(int status, String title, String detail, Map<String, String> headers) {

  /** How a client is asked for its name and password (RFC 7617 §2.1). */
  public static final String BASIC = "Basic realm=\"Mongoose EE\", charset=\"UTF-8\"";

  /**
   * How a script is told that there is nobody (RFC 6750 §3). At {@link #BASIC} the browser itself
   * would ask the visitor for a password.
   */
  public static final String BEARER = "Bearer realm=\"Mongoose EE\"";

  private static final Logger LOG = System.getLogger(WebRefusal.class.getName());

  /**
   * For what a login has failed with.
   *
   * @param challenge one of those above, should it be a refusal
   */
  public static WebRefusal of(Throwable failure, String challenge) {
    var cause = Gate.cause(failure);
    if (cause instanceof LoginRefused) {
      return new WebRefusal(
          401,
          "Unauthorized",
          challenge.equals(BASIC)
              ? cause.getMessage()
              : "What you have sent to prove who you are is not, or no longer, good.",
          Map.of("WWW-Authenticate", challenge));
    }
    if (cause instanceof LoginBraked braked) {
      // RFC 6585 §4
      return new WebRefusal(
          429,
          "Too Many Requests",
          cause.getMessage(),
          Map.of("Retry-After", Long.toString(braked.retryAfter().toSeconds() + 1)));
    }
    if (!(cause instanceof LoginUnavailable)) {
      LOG.log(Level.ERROR, "A login failed by a fault of this server.", cause);
    }
    return new WebRefusal(
        503, "Service Unavailable", LoginUnavailable.now().getMessage(), Map.of());
  }

  /** Nobody is logged in, and nothing was tried. */
  public static WebRefusal nobody() {
    return new WebRefusal(
        401, "Unauthorized", "Nobody is logged in here.", Map.of("WWW-Authenticate", BEARER));
  }

  /** The problem document. */
  public JsonObject problem() {
    return Json.createObjectBuilder()
        .add("type", "about:blank")
        .add("title", title)
        .add("status", status)
        .add("detail", detail)
        .build();
  }
}
