package chat.mongoose.stanza;

import chat.mongoose.xml.Element;
import java.util.Locale;

/**
 * Refuses one stanza and keeps the stream (RFC 6120 §8.3). Thrown by whoever finds the fault;
 * {@code PostOffice.bounce} alone turns it into an answer.
 */
public final class StanzaError extends RuntimeException {

  public static final String NS = "urn:ietf:params:xml:ns:xmpp-stanzas";

  /** RFC 6120 §8.3.2: what the sender may do about it. */
  public enum Type {
    AUTH,
    CANCEL,
    CONTINUE,
    MODIFY,
    WAIT
  }

  /** RFC 6120 §8.3.3, each with the type that section recommends. */
  public enum Condition {
    BAD_REQUEST(Type.MODIFY),
    CONFLICT(Type.CANCEL),
    FEATURE_NOT_IMPLEMENTED(Type.CANCEL),
    FORBIDDEN(Type.AUTH),
    GONE(Type.CANCEL),
    INTERNAL_SERVER_ERROR(Type.CANCEL),
    ITEM_NOT_FOUND(Type.CANCEL),
    JID_MALFORMED(Type.MODIFY),
    NOT_ACCEPTABLE(Type.MODIFY),
    NOT_ALLOWED(Type.CANCEL),
    NOT_AUTHORIZED(Type.AUTH),
    POLICY_VIOLATION(Type.MODIFY),
    RECIPIENT_UNAVAILABLE(Type.WAIT),
    REGISTRATION_REQUIRED(Type.AUTH),
    REMOTE_SERVER_NOT_FOUND(Type.CANCEL),
    REMOTE_SERVER_TIMEOUT(Type.WAIT),
    RESOURCE_CONSTRAINT(Type.WAIT),
    SERVICE_UNAVAILABLE(Type.CANCEL),
    SUBSCRIPTION_REQUIRED(Type.AUTH),
    UNDEFINED_CONDITION(Type.CANCEL),
    UNEXPECTED_REQUEST(Type.WAIT);

    private final Type type;

    Condition(Type type) {
      this.type = type;
    }

    public Type type() {
      return type;
    }

    /** The name of the element. */
    public String element() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static final long serialVersionUID = 1L;

  private final Condition condition;
  private final Type type;

  /** A refusal with the condition's own type, and a sentence for a human. */
  public StanzaError(Condition condition, String text) {
    this(condition, condition.type(), text);
  }

  /** A refusal with another type than the condition's own. */
  public StanzaError(Condition condition, Type type, String text) {
    super(text, null, false, false);
    this.condition = condition;
    this.type = type;
  }

  public Condition condition() {
    return condition;
  }

  public Type type() {
    return type;
  }

  /** The {@code <error/>} child of RFC 6120 §8.3.2. */
  public Element toElement() {
    return Element.of(Stanza.NS, "error")
        .with("type", type.name().toLowerCase(Locale.ROOT))
        .plus(Element.of(NS, condition.element()))
        .plus(Element.of(NS, "text").with("xml:lang", "en").plus(getMessage()));
  }

  /**
   * The stanza that answers {@code refused} with this error, addressed back. RFC 6120 §8.3.1: the
   * payload is not repeated.
   */
  public Stanza answerTo(Stanza refused) {
    var error = Element.of(Stanza.NS, refused.element().name()).with("type", "error");
    error = error.withAny("id", refused.id());
    error = error.withAny("from", refused.to().map(Jid::toString));
    error = error.withAny("to", refused.from().map(Jid::toString));
    return Stanza.of(error.plus(toElement()));
  }
}
