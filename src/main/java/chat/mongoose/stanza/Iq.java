package chat.mongoose.stanza;

import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import java.util.Optional;

/** An {@code <iq/>} (RFC 6120 §8.2.3): a request with exactly one payload, or its answer. */
public final class Iq extends Addressed implements Stanza {

  /** RFC 6120 §8.2.3. */
  public enum Type {
    GET,
    SET,
    RESULT,
    ERROR
  }

  private final Type type;

  private Iq(Element element, Optional<Jid> from, Optional<Jid> to, Type type) {
    super(element, from, to);
    this.type = type;
  }

  static Iq of(Element element) {
    var type = type(element);
    if (element.attribute("id").isEmpty()) {
      throw new StanzaError(Condition.BAD_REQUEST, "An IQ needs an id.");
    }
    var request = type == Type.GET || type == Type.SET;
    if (request && element.children().size() != 1) {
      throw new StanzaError(Condition.BAD_REQUEST, "A request has exactly one payload.");
    }
    return new Iq(element, Addresses.read(element, "from"), Addresses.read(element, "to"), type);
  }

  /** A request; the id is the sender's to choose. */
  public static Iq request(Type type, String id, Element payload) {
    return of(
        Element.of(NS, "iq")
            .with("type", type == Type.SET ? "set" : "get")
            .with("id", id)
            .plus(payload));
  }

  /** The empty result of this request, addressed back. */
  public Iq result() {
    var answer = Element.of(NS, "iq").with("type", "result").with("id", id().orElseThrow());
    return new Iq(answer, to(), from(), Type.RESULT);
  }

  /** The result of this request with a payload, addressed back. */
  public Iq result(Element payload) {
    return new Iq(result().element().plus(payload), to(), from(), Type.RESULT);
  }

  public Type type() {
    return type;
  }

  public boolean isRequest() {
    return type == Type.GET || type == Type.SET;
  }

  /**
   * The payload of a request.
   *
   * @throws java.util.NoSuchElementException for a result without payload
   */
  public Element payload() {
    return element().child().orElseThrow();
  }

  @Override
  public Iq withFrom(Jid from) {
    return new Iq(element(), Optional.of(from), to(), type);
  }

  @Override
  public Iq withTo(Jid to) {
    return new Iq(element(), from(), Optional.of(to), type);
  }

  private static Type type(Element element) {
    return switch (element.attribute("type").orElse("")) {
      case "get" -> Type.GET;
      case "set" -> Type.SET;
      case "result" -> Type.RESULT;
      case "error" -> Type.ERROR;
      default ->
          throw new StanzaError(
              Condition.BAD_REQUEST, "The type of an IQ is get, set, result or error.");
    };
  }
}
