package chat.mongoose.xml;

/** Says why a text was refused as XML. The door that received it turns it into a stream error. */
public final class XmlException extends RuntimeException {

  /** The kinds of refusal; RFC 6120 §4.9.3 has a stream error for each. */
  public enum Reason {
    /** Not XML, not namespace-well-formed, or with more than one root. */
    NOT_WELL_FORMED,
    /** XML that RFC 6120 §11.1 forbids: comment, processing instruction, DTD, entity reference. */
    RESTRICTED,
    /** Deeper, longer or with more attributes than {@link XmlLimits} allows. */
    TOO_LARGE
  }

  private static final long serialVersionUID = 1L;
  private final Reason reason;

  XmlException(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
