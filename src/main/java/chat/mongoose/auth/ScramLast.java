package chat.mongoose.auth;

import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The client's last message (RFC 5802 §7, {@code client-final-message}).
 *
 * @param binding {@code cbind-input}
 * @param withoutProof {@code client-final-message-without-proof}
 */
record ScramLast(byte[] binding, String nonce, String withoutProof, byte[] proof) {

  private static final Pattern SYNTAX =
      Pattern.compile(
          "(?<without>c=(?<binding>[A-Za-z0-9+/=]+),r=(?<nonce>[^,]+)(?:,[A-Za-z]=[^,]+)*?)"
              + ",p=(?<proof>[A-Za-z0-9+/=]+)",
          Pattern.DOTALL);

  /**
   * Reads the message.
   *
   * @throws SaslFailure {@code malformed-request}
   */
  static ScramLast of(String message) {
    var parts = SYNTAX.matcher(message);
    if (!parts.matches()) {
      throw SaslFailure.malformed("This is not the last message of a SCRAM client.");
    }
    return new ScramLast(
        decode(parts.group("binding")),
        parts.group("nonce"),
        parts.group("without"),
        decode(parts.group("proof")));
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw SaslFailure.malformed("A part of what you sent is not base64.");
    }
  }
}
