package chat.mongoose.auth;

import java.util.regex.Pattern;

/**
 * The client's first message (RFC 5802 §7, {@code client-first-message}).
 *
 * @param gs2Header what its last message has to repeat
 * @param authzid as whom it wants to act; empty if it did not say
 * @param bare {@code client-first-message-bare}
 */
record ScramFirst(String gs2Header, String authzid, String bare, String username, String nonce) {

  /** {@code printable} without the comma; the length is our own bound. */
  private static final String NONCE = "[\\x21-\\x2B\\x2D-\\x7E]{1,512}";

  private static final Pattern SYNTAX =
      Pattern.compile(
          "(?<gs2>(?<flag>[^,]*),(?:a=(?<authzid>[^,]*))?,)"
              + "(?<bare>n=(?<username>[^,]*),r=(?<nonce>"
              + NONCE
              + ")(?:,[A-Za-z]=[^,]+)*)",
          Pattern.DOTALL);

  /**
   * Reads the message.
   *
   * @throws SaslFailure {@code malformed-request}
   */
  static ScramFirst of(String message) {
    var parts = SYNTAX.matcher(message);
    if (!parts.matches()) {
      throw SaslFailure.malformed("This is not the first message of a SCRAM client.");
    }
    var flag = parts.group("flag");
    // "y": the client could bind to the channel but saw no -PLUS mechanism here, which is right
    if (!flag.equals("n") && !flag.equals("y")) {
      throw SaslFailure.malformed("This server does not offer channel binding.");
    }
    var username = GsName.decode(parts.group("username"));
    if (username.isEmpty()) {
      throw SaslFailure.malformed("The username is empty.");
    }
    var authzid = parts.group("authzid");
    return new ScramFirst(
        parts.group("gs2"),
        authzid == null ? "" : GsName.decode(authzid),
        parts.group("bare"),
        username,
        parts.group("nonce"));
  }
}
