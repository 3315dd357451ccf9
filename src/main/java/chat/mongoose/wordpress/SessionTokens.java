package chat.mongoose.wordpress;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The sessions of a user at the site (WordPress 4.0 and later): who logs out is out of one of them.
 *
 * @param expiries by the SHA-256 of each token, seconds since 1970 through which it is good
 */
record SessionTokens(Map<String, Long> expiries) {

  SessionTokens {
    expiries = Map.copyOf(expiries);
  }

  /** Reads the user's row {@code session_tokens}. WordPress 4.0.0 stored an expiry only. */
  static SessionTokens stored(Map<Object, Object> row) {
    var expiries = new HashMap<String, Long>();
    row.forEach(
        (token, session) -> expiry(session).ifPresent(at -> expiries.put(token.toString(), at)));
    return new SessionTokens(expiries);
  }

  private static OptionalLong expiry(Object session) {
    var bare = PhpArray.number(session);
    return bare.isPresent() ? bare : PhpArray.number(PhpArray.map(session).get("expiration"));
  }

  /** Whether the session of this name is there, and good through this second. */
  boolean isAlive(String name, Instant now) {
    var expiry = expiries.get(name);
    return expiry != null && expiry >= now.getEpochSecond();
  }
}
