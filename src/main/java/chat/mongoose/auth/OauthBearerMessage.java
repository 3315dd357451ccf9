package chat.mongoose.auth;

import chat.mongoose.auth.SaslFailure.Condition;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a client says first in OAUTHBEARER (RFC 7628 §3.1): a GS2 header (RFC 5801 §4), then pairs
 * of key and value between control characters.
 *
 * @param authzid as whom it wants to act; empty if it does not say
 * @param token without its scheme; empty if there is none, or one of another scheme
 */
record OauthBearerMessage(String authzid, Optional<String> token) {

  /** RFC 7628 §3.1: {@code kvsep}. */
  static final char SEPARATOR = 1;

  /** Characters of a token; those of large sites, with all that they claim, fit. */
  static final int MAX_TOKEN = 8192;

  private static final Pattern GS2 = Pattern.compile("[yn],(?:a=([^,\\x00]*))?,", Pattern.DOTALL);

  /** RFC 7628 §3.1: letters, then whatever is printable, or a line end or tab. */
  private static final Pattern PAIR = Pattern.compile("([A-Za-z]+)=([\\x20-\\x7e\\t\\r\\n]*)");

  private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/-]+=*)");

  /**
   * Reads it.
   *
   * @throws SaslFailure if it is not what the syntax allows
   */
  static OauthBearerMessage of(String message) {
    if (message.startsWith("p=")) {
      throw new SaslFailure(
          Condition.MALFORMED_REQUEST, "No channel binding is offered, begin with 'n,'.");
    }
    var gs2 = GS2.matcher(message);
    if (!gs2.lookingAt()) {
      throw SaslFailure.malformed("OAUTHBEARER begins with a GS2 header, such as 'n,,'.");
    }
    var pairs = message.substring(gs2.end());
    // RFC 7628 §3.1: client-resp = gs2-header kvsep *kvpair kvsep, each kvpair with one behind it
    if (pairs.length() < 2 || pairs.charAt(0) != SEPARATOR || last(pairs) != SEPARATOR) {
      throw malformed();
    }
    var authzid = GsName.decode(Optional.ofNullable(gs2.group(1)).orElse(""));
    return new OauthBearerMessage(authzid, token(pairs.substring(1, pairs.length() - 1)));
  }

  private static Optional<String> token(String pairs) {
    var authorization = Optional.<String>empty();
    if (!pairs.isEmpty() && last(pairs) != SEPARATOR) {
      throw malformed();
    }
    for (String each : pairs.isEmpty() ? new String[0] : pairs.split("\\x01")) {
      var pair = PAIR.matcher(each);
      if (!pair.matches()) {
        throw malformed();
      }
      if (pair.group(1).equals("auth")) {
        if (authorization.isPresent()) {
          throw malformed();
        }
        authorization = Optional.of(pair.group(2));
      }
    }
    return authorization.flatMap(OauthBearerMessage::bearer);
  }

  private static Optional<String> bearer(String authorization) {
    var bearer = BEARER.matcher(authorization);
    if (!bearer.matches()) {
      return Optional.empty();
    }
    if (bearer.group(1).length() > MAX_TOKEN) {
      throw SaslFailure.malformed("A token has at most " + MAX_TOKEN + " characters.");
    }
    return Optional.of(bearer.group(1));
  }

  private static char last(String text) {
    return text.charAt(text.length() - 1);
  }

  private static SaslFailure malformed() {
    return SaslFailure.malformed("RFC 7628 §3.1 says how OAUTHBEARER's pairs are written.");
  }

  /** Nothing of the token. */
  @Override
  public String toString() {
    return "OAUTHBEARER for '" + authzid + "'";
  }
}
