package chat.mongoose.auth;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Name and password as HTTP's Basic scheme sends them (RFC 7617 §2), in UTF-8. */
record BasicCredentials(String username, Evidence.Password password) {

  private static final Pattern HEADER = Pattern.compile("(?i:basic) +([A-Za-z0-9+/]+={0,2}) *");

  /** A name, a colon and a password in base64. */
  private static final int MAX_HEADER =
      (Username.MAX_OCTETS + 1 + Password.MAX_OCTETS) * 4 / 3 + 16;

  /** Reads the header {@code Authorization}; empty if it is of another scheme or malformed. */
  static Optional<BasicCredentials> of(String header) {
    var parts = HEADER.matcher(header);
    return header.length() <= MAX_HEADER && parts.matches()
        ? decode(parts.group(1))
        : Optional.empty();
  }

  private static Optional<BasicCredentials> decode(String base64) {
    try {
      return Utf8.decode(ByteBuffer.wrap(Base64.getDecoder().decode(base64)))
          .flatMap(BasicCredentials::split);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<BasicCredentials> split(CharSequence text) {
    var both = text.toString();
    var colon = both.indexOf(':');
    return colon < 1 || colon == both.length() - 1
        ? Optional.empty()
        : Optional.of(
            new BasicCredentials(
                both.substring(0, colon),
                new Evidence.Password(both.substring(colon + 1).toCharArray())));
  }
}
