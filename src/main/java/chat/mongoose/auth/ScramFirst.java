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

  /** Characters of a message of a SCRAM client, with all extensions; our own bound. */
  static final int LONGEST = 8192;

  /** {@code printable} without the comma; the length is our own bound. */
  private static final Pattern NONCE = Pattern.compile("[\\x21-\\x2B\\x2D-\\x7E]{1,512}");

  /** Where they stand: flag, authzid, username and nonce, then extensions. */
  private static final int FLAG = 0;

  private static final int AUTHZID = 1;
  private static final int USERNAME = 2;
  private static final int NONCE_AT = 3;
  private static final int EXTENSIONS = 4;

  /**
   * Reads the message.
   *
   * @throws SaslFailure {@code malformed-request}
   */
  static ScramFirst of(String message) {
    var parts = parts(message);
    if (parts.length < EXTENSIONS
        || !parts[USERNAME].startsWith("n=")
        || !parts[NONCE_AT].startsWith("r=")
        || !NONCE.matcher(parts[NONCE_AT].substring(2)).matches()
        || !(parts[AUTHZID].isEmpty() || parts[AUTHZID].startsWith("a="))
        || !areExtensions(parts, EXTENSIONS, parts.length)) {
      throw SaslFailure.malformed("This is not the first message of a SCRAM client.");
    }
    // "y": the client could bind to the channel but saw no -PLUS mechanism here, which is right
    if (!parts[FLAG].equals("n") && !parts[FLAG].equals("y")) {
      throw SaslFailure.malformed("This server does not offer channel binding.");
    }
    var username = GsName.decode(parts[USERNAME].substring(2));
    if (username.isEmpty()) {
      throw SaslFailure.malformed("The username is empty.");
    }
    var gs2 = parts[FLAG] + "," + parts[AUTHZID] + ",";
    return new ScramFirst(
        gs2,
        parts[AUTHZID].isEmpty() ? "" : GsName.decode(parts[AUTHZID].substring(2)),
        message.substring(gs2.length()),
        username,
        parts[NONCE_AT].substring(2));
  }

  /**
   * What stands between the commas of a message.
   *
   * @throws SaslFailure {@code malformed-request} if it is too long
   */
  static String[] parts(String message) {
    if (message.length() > LONGEST) {
      throw SaslFailure.malformed("A message of SCRAM has at most " + LONGEST + " characters.");
    }
    return message.split(",", -1);
  }

  /**
   * RFC 5802 §7, {@code extensions}: a letter, an equals sign and anything. By hand: an expression
   * that repeats a group goes a step deeper for each, however long a client makes it.
   */
  static boolean areExtensions(String[] parts, int from, int to) {
    for (int i = from; i < to; i++) {
      var part = parts[i];
      if (part.length() < 3 || part.charAt(1) != '=' || !isLetter(part.charAt(0))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }
}
