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

  /**
   * For what the news of a logout has failed with (OpenID Connect Back-Channel Logout 1.0 §2.8).
   */
  public static WebRefusal ofLogout(Throwable failure) {
    return Gate.cause(failure) instanceof LoginRefused
        ? badLogout("The logout token is not, or no longer, good.")
        : of(failure, BEARER);
  }

  /** For a request that is not the news of a logout. */
  public static WebRefusal badLogout(String detail) {
    return new WebRefusal(400, "Bad Request", detail, Map.of());
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
