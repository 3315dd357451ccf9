package chat.mongoose.wordpress;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The "logged in" cookie: who, until when, in which session of the site (since WordPress 4.0), and
 * a signature with the site's key in which a piece of the user's password hash takes part. So a
 * changed password ends all cookies.
 *
 * @param login the {@code user_login}, exactly
 * @param expiry seconds since 1970, through the last of which it is good
 * @param token names the site's session; empty in the form of 2.8 to 3.9
 */
record WordPressCookie(String login, String expiry, Optional<String> token, String signature) {

  private static final Pattern FORM =
      Pattern.compile(
          "([^|]{1,180})\\|([0-9]{1,12})(?:\\|([A-Za-z0-9]{43})\\|([0-9a-f]{64})|\\|([0-9a-f]{32}))");

  /**
   * Reads a cookie's value as WordPress made it.
   *
   * @return empty if it has not exactly the shape of one, and so may be a password
   */
  static Optional<WordPressCookie> of(String value) {
    var form = FORM.matcher(value);
    if (!form.matches()) {
      return Optional.empty();
    }
    var token = Optional.ofNullable(form.group(3));
    return Optional.of(
        new WordPressCookie(
            form.group(1), form.group(2), token, form.group(token.isPresent() ? 4 : 5)));
  }

  /** Reads a cookie's value as WordPress made it, or percent-encoded as it travels. */
  static Optional<WordPressCookie> sent(String value) {
    return of(value.indexOf('|') < 0 ? decoded(value) : value);
  }

  private static String decoded(String value) {
    try {
      // a plus is itself here
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }

  /** When it ends. */
  Instant expires() {
    return Instant.ofEpochSecond(Long.parseLong(expiry));
  }

  boolean isExpired(Instant now) {
    return expires().getEpochSecond() < now.getEpochSecond();
  }

  /**
   * Whether the site has signed it for the user with this password hash.
   *
   * @param key the site's key and salt, not empty
   */
  boolean isSigned(String key, CookieForm form, String hash) {
    return isOf(form) && Hashes.equal(signature(key, form.fragment(hash)), signature);
  }

  /** A site that has sessions takes no cookie without one: nothing could end it. */
  private boolean isOf(CookieForm form) {
    return token.isEmpty() == (form == CookieForm.SINCE_2_8);
  }

  /** The name by which the site's database knows its session. */
  Optional<String> session() {
    return token.map(Hashes::sha256);
  }

  private String signature(String key, String fragment) {
    if (token.isEmpty()) {
      var derived = hmac("MD5", key, login + fragment + "|" + expiry);
      return hmac("MD5", derived, login + "|" + expiry);
    }
    var rest = expiry + "|" + token.get();
    var derived = hmac("MD5", key, login + "|" + fragment + "|" + rest);
    return hmac("SHA256", derived, login + "|" + rest);
  }

  /** The key is text, also where it is the digits of another signature. */
  private static String hmac(String hash, String key, String text) {
    return HexFormat.of()
        .formatHex(
            Hashes.hmac(
                "Hmac" + hash,
                key.getBytes(StandardCharsets.UTF_8),
                text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Nothing by which somebody could log in. */
  @Override
  public String toString() {
    return "a cookie of " + login;
  }
}
