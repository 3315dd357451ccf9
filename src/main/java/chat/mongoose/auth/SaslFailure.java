package chat.mongoose.auth;

import chat.mongoose.xml.Element;
import java.util.Locale;

/** Ends one authentication and keeps the stream (RFC 6120 §6.4.5). */
final class SaslFailure extends RuntimeException {

  /**
   * RFC 6120 §6.5, as far as we say it. Not {@code account-disabled} nor {@code
   * credentials-expired}: they would tell that there is such an account.
   */
  enum Condition {
    ABORTED,
    INCORRECT_ENCODING,
    INVALID_AUTHZID,
    INVALID_MECHANISM,
    MALFORMED_REQUEST,
    MECHANISM_TOO_WEAK,
    NOT_AUTHORIZED,
    TEMPORARY_AUTH_FAILURE;

    String element() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static final long serialVersionUID = 1L;
  private final Condition condition;

  SaslFailure(Condition condition, String text) {
    super(text, null, false, false);
    this.condition = condition;
  }

  /** What the client sent is not what the mechanism's syntax allows. */
  static SaslFailure malformed(String text) {
    return new SaslFailure(Condition.MALFORMED_REQUEST, text);
  }

  static SaslFailure notUtf8() {
    return malformed("What you sent is not UTF-8.");
  }

  Condition condition() {
    return condition;
  }

  Element toElement() {
    return Element.of(SaslNegotiation.NS, "failure")
        .plus(Element.of(SaslNegotiation.NS, condition.element()))
        .plus(Element.of(SaslNegotiation.NS, "text").with("xml:lang", "en").plus(getMessage()));
  }
}
