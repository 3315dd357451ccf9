package chat.mongoose.auth;

import java.util.Base64;

/**
 * The client's last message (RFC 5802 §7, {@code client-final-message}).
 *
 * @param binding {@code cbind-input}
 * @param withoutProof {@code client-final-message-without-proof}
 */
record ScramLast(byte[] binding, String nonce, String withoutProof, byte[] proof) {

  /** Channel binding, nonce and proof, with extensions before the last. */
  private static final int FEWEST = 3;

  /**
   * Reads the message.
   *
   * @throws SaslFailure {@code malformed-request}
   */
  static ScramLast of(String message) {
    var parts = ScramFirst.parts(message);
    var last = parts.length - 1;
    if (parts.length < FEWEST
        || !parts[0].startsWith("c=")
        || !parts[1].startsWith("r=")
        || !parts[last].startsWith("p=")
        || !ScramFirst.areExtensions(parts, 0, parts.length)) {
      throw SaslFailure.malformed("This is not the last message of a SCRAM client.");
    }
    return new ScramLast(
        decode(parts[0].substring(2)),
        parts[1].substring(2),
        message.substring(0, message.lastIndexOf(',')),
        decode(parts[last].substring(2)));
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw SaslFailure.malformed("A part of what you sent is not base64.");
    }
  }
}
