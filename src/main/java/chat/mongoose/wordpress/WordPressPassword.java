package chat.mongoose.wordpress;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * Whether a password is the one whose hash is stored, in every form that WordPress has written: MD5
 * (until 2.4, and by hand ever since), phpass (2.5 to 6.7), {@code $wp$2y$} (since 6.8), bcrypt of
 * plug-ins and Argon2 of sites that have chosen it. Passwords are octets: nothing is normalised.
 *
 * <p>Takes up to some 100 ms of processor time, so the caller bounds how many do so at once.
 */
final class WordPressPassword {

  /** Octets of the longest password (WordPress 4.0.1). */
  static final int MAX_LENGTH = 4096;

  private static final byte[] WP_KEY = "wp-sha384".getBytes(StandardCharsets.US_ASCII);
  private static final String WP = "$wp";
  private static final int MD5_DIGITS = 32;

  /** PHP's default is 10, since 8.4 it is 12; each more doubles the work. */
  private static final Pattern BCRYPT =
      Pattern.compile("\\$2[aby]\\$(0[4-9]|1[0-5])\\$[./A-Za-z0-9]{53}");

  private WordPressPassword() {}

  /**
   * True if somebody who typed this may log in. A password that was chosen in a form of WordPress
   * is stored with a backslash before each quote and backslash, one that a program has set without,
   * and no mark tells which: so both spellings count.
   */
  static boolean accepts(byte[] typed, String stored) {
    if (contains(typed, 0)) {
      return false;
    }
    var slashed = slashed(typed);
    return fits(trimmed(typed), stored)
        || slashed.length != typed.length && fits(trimmed(slashed), stored);
  }

  /** Whether these octets themselves are the password. */
  static boolean matches(byte[] password, String stored) {
    if (password.length > MAX_LENGTH) {
      return false;
    }
    if (stored.length() <= MD5_DIGITS) {
      return Hashes.equal(Hashes.hex("MD5", password), stored);
    }
    if (stored.startsWith(WP)) {
      var hashed = Base64.getEncoder().encode(Hashes.hmac("HmacSHA384", WP_KEY, password));
      return bcrypt(hashed, stored.substring(WP.length()));
    }
    if (Phpass.wrote(stored)) {
      return Phpass.matches(password, stored);
    }
    return stored.startsWith("$argon2")
        ? Argon2.matches(password, stored)
        : bcrypt(password, stored);
  }

  /** PHP takes a "0" for empty, so nobody can log in with it. */
  private static boolean fits(byte[] password, String stored) {
    var empty = password.length == 0 || password.length == 1 && password[0] == '0';
    return !empty && matches(password, stored);
  }

  private static boolean bcrypt(byte[] password, String stored) {
    return BCRYPT.matcher(stored).matches() && OpenBSDBCrypt.checkPassword(stored, password);
  }

  /** As PHP's {@code addslashes}; there is no NUL here. */
  private static byte[] slashed(byte[] typed) {
    var result = new byte[2 * typed.length];
    var length = 0;
    for (byte octet : typed) {
      if (octet == '\'' || octet == '"' || octet == '\\') {
        result[length++] = '\\';
      }
      result[length++] = octet;
    }
    return Arrays.copyOf(result, length);
  }

  /** As PHP's {@code trim}, which knows these octets only. */
  private static byte[] trimmed(byte[] typed) {
    var from = 0;
    var to = typed.length;
    while (from < to && isSpace(typed[from])) {
      from++;
    }
    while (to > from && isSpace(typed[to - 1])) {
      to--;
    }
    return Arrays.copyOfRange(typed, from, to);
  }

  private static boolean isSpace(byte octet) {
    return octet == ' '
        || octet == '\t'
        || octet == '\n'
        || octet == '\r'
        || octet == 0
        || octet == 0x0b;
  }

  private static boolean contains(byte[] octets, int wanted) {
    for (byte octet : octets) {
      if (octet == wanted) {
        return true;
      }
    }
    return false;
  }
}
