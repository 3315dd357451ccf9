package chat.mongoose.bosh;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * The keys by which a client proves that it sent the request before, too (XEP-0124 §15). Optional:
 * without a first {@code newkey} nothing is asked for. Not safe for several threads.
 */
final class KeySequence {

  /** The hash of the next key, or empty while there is no sequence. */
  private String expected = "";

  /**
   * Takes the keys of the next request.
   *
   * @throws BoshException {@code item-not-found} if the sequence is broken
   */
  void take(BoshBody body) {
    var key = body.key();
    if (!expected.isEmpty()) {
      if (key.isEmpty() || !matches(key.get())) {
        throw new BoshException(Condition.ITEM_NOT_FOUND, "The sequence of keys is broken.");
      }
      expected = lower(key.get());
    }
    body.attribute("newkey").ifPresent(first -> expected = lower(first));
  }

  /** True if the keys are the same, so that one request may be the other's repetition. */
  static boolean same(Optional<String> one, Optional<String> other) {
    return equal(one.orElse(""), other.orElse(""));
  }

  private boolean matches(String key) {
    return equal(HexFormat.of().formatHex(sha1(key)), expected);
  }

  private static boolean equal(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  /** §15.3: case is not significant in the comparison. */
  private static String lower(String hexadecimal) {
    return hexadecimal.toLowerCase(Locale.ROOT);
  }

  private static byte[] sha1(String key) {
    try {
      // §15.3 names SHA-1 and nothing else
      return MessageDigest.getInstance("SHA-1").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-1.", e);
    }
  }
}
