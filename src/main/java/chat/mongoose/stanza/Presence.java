package chat.mongoose.stanza;

import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import java.util.Locale;
import java.util.Optional;

/** A {@code <presence/>} (RFC 6121 §4). */
public final class Presence extends Addressed implements Stanza {

  /** RFC 6121 §4.7.1; {@link #AVAILABLE} is the absence of a type. */
  public enum Type {
    AVAILABLE,
    ERROR,
    PROBE,
    SUBSCRIBE,
    SUBSCRIBED,
    UNAVAILABLE,
    UNSUBSCRIBE,
    UNSUBSCRIBED
  }

  private final Type type;

  private Presence(Element element, Optional<Jid> from, Optional<Jid> to, Type type) {
    super(element, from, to);
    this.type = type;
  }

  static Presence of(Element element) {
    return new Presence(
        element, Addresses.read(element, "from"), Addresses.read(element, "to"), type(element));
  }

  /** A presence of this type, without addresses. */
  public static Presence of(Type type) {
    var empty = Element.of(NS, "presence");
    return of(
        type == Type.AVAILABLE ? empty : empty.with("type", type.name().toLowerCase(Locale.ROOT)));
  }

  public Type type() {
    return type;
  }

  /** True for available and unavailable presence, false for subscriptions, probes and errors. */
  public boolean isAvailability() {
    return type == Type.AVAILABLE || type == Type.UNAVAILABLE;
  }

  /** The same presence with other content or attributes; addresses are read from it anew. */
  public Presence with(Element changed) {
    return of(changed);
  }

  @Override
  public Presence withFrom(Jid from) {
    return new Presence(element(), Optional.of(from), to(), type);
  }

  @Override
  public Presence withTo(Jid to) {
    return new Presence(element(), from(), Optional.of(to), type);
  }

  private static Type type(Element element) {
    return switch (element.attribute("type").orElse("")) {
      case "" -> Type.AVAILABLE;
      case "error" -> Type.ERROR;
      case "probe" -> Type.PROBE;
      case "subscribe" -> Type.SUBSCRIBE;
      case "subscribed" -> Type.SUBSCRIBED;
      case "unavailable" -> Type.UNAVAILABLE;
      case "unsubscribe" -> Type.UNSUBSCRIBE;
      case "unsubscribed" -> Type.UNSUBSCRIBED;
      default -> throw new StanzaError(Condition.BAD_REQUEST, "There is no presence of this type.");
    };
  }
}
