package chat.mongoose.auth;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A secret of 256 random bits by which a guest is known again. The client makes and keeps it, and
 * sends {@code guest:} with the 43 characters of its base64url (RFC 4648 §5) as the trace
 * information of ANONYMOUS.
 *
 * @param characters the 43 characters; may not be logged
 */
record GuestToken(byte[] characters) {

  private static final String PREFIX = "guest:";
  private static final Pattern TRACE = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");

  /** The token in this trace information; empty if it says anything else. */
  static Optional<GuestToken> of(String trace) {
    return TRACE.matcher(trace).matches()
        ? Optional.of(
            new GuestToken(trace.substring(PREFIX.length()).getBytes(StandardCharsets.US_ASCII)))
        : Optional.empty();
  }

  void wipe() {
    Arrays.fill(characters, (byte) 0);
  }

  /** Nothing of the token. */
  @Override
  public String toString() {
    return "a guest's token";
  }
}
