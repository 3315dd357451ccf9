package chat.mongoose.auth;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a request brings in its header {@code Authorization}: a name and a password (RFC 7617), or a
 * token (RFC 6750 §2.1).
 *
 * @param username empty for a token
 */
record WebCredentials(String username, Evidence evidence) {

  private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/-]+=*) *");

  /** The scheme and a token. */
  private static final int MAX_BEARER = OauthBearerMessage.MAX_TOKEN + 16;

  /** Reads the header; empty if it is of another scheme or malformed. */
  static Optional<WebCredentials> of(String header) {
    return BasicCredentials.of(header)
        .map(basic -> new WebCredentials(basic.username(), basic.password()))
        .or(() -> bearer(header));
  }

  private static Optional<WebCredentials> bearer(String header) {
    var bearer = BEARER.matcher(header);
    return header.length() <= MAX_BEARER && bearer.matches()
        ? Optional.of(new WebCredentials("", new Evidence.Bearer(bearer.group(1).toCharArray())))
        : Optional.empty();
  }

  /** How to ask for better ones of the same kind. */
  String challenge() {
    return evidence instanceof Evidence.Bearer
        ? WebRefusal.BEARER + ", error=\"invalid_token\""
        : WebRefusal.BASIC;
  }
}
