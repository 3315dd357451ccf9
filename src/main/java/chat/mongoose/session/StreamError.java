package chat.mongoose.session;

import chat.mongoose.xml.Element;
import chat.mongoose.xml.XmlException;
import java.util.Locale;
import java.util.Optional;

/**
 * Ends a stream (RFC 6120 §4.9). Thrown while an element is handled; {@link StreamNegotiation}
 * sends it and closes the session.
 */
public final class StreamError extends RuntimeException {

  public static final String NS = "urn:ietf:params:xml:ns:xmpp-streams";

  /** RFC 6120 §4.9.3, as far as a server without other servers has use for them. */
  public enum Condition {
    BAD_FORMAT,
    CONFLICT,
    CONNECTION_TIMEOUT,
    HOST_UNKNOWN,
    IMPROPER_ADDRESSING,
    INTERNAL_SERVER_ERROR,
    INVALID_FROM,
    INVALID_NAMESPACE,
    INVALID_XML,
    NOT_AUTHORIZED,
    NOT_WELL_FORMED,
    POLICY_VIOLATION,
    RESET,
    RESOURCE_CONSTRAINT,
    RESTRICTED_XML,
    SYSTEM_SHUTDOWN,
    UNDEFINED_CONDITION,
    UNSUPPORTED_FEATURE,
    UNSUPPORTED_STANZA_TYPE,
    UNSUPPORTED_VERSION;

    String element() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static final long serialVersionUID = 1L;
  private final Condition condition;
  private final transient Optional<Element> detail;

  public StreamError(Condition condition, String text) {
    this(condition, text, Optional.empty());
  }

  private StreamError(Condition condition, String text, Optional<Element> detail) {
    super(text, null, false, false);
    this.condition = condition;
    this.detail = detail;
  }

  /** An error that RFC 6120 §4.9.4 lets an extension define. */
  static StreamError of(Element detail, String text) {
    return new StreamError(Condition.UNDEFINED_CONDITION, text, Optional.of(detail));
  }

  /** The stream error for a frame that was refused as XML. */
  static StreamError of(XmlException e) {
    var condition =
        switch (e.reason()) {
          case NOT_WELL_FORMED -> Condition.NOT_WELL_FORMED;
          case RESTRICTED -> Condition.RESTRICTED_XML;
          case TOO_LARGE -> Condition.POLICY_VIOLATION;
        };
    return new StreamError(condition, e.getMessage());
  }

  public Condition condition() {
    return condition;
  }

  /** The {@code <stream:error/>} of RFC 6120 §4.9.2. */
  public Element toElement() {
    return Element.of(StreamHeader.STREAMS, "error")
        .plus(Element.of(NS, condition.element()))
        .plus(Element.of(NS, "text").with("xml:lang", "en").plus(getMessage()))
        .plus(detail.stream().toList());
  }
}
