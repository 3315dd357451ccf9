package chat.mongoose.stanza;

import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import java.util.Optional;

/**
 * A message, presence or IQ (RFC 6120 §8), immutable, with its addresses already read. Its
 * namespace is {@link #NS}, whatever carried it.
 */
public sealed interface Stanza permits Message, Presence, Iq {

  String NS = "jabber:client";

  /** The whole stanza, its attributes {@code from} and {@code to} in prepared form. */
  Element element();

  Optional<Jid> from();

  Optional<Jid> to();

  /** The same stanza from this address. */
  Stanza withFrom(Jid from);

  /** The same stanza to this address. */
  Stanza withTo(Jid to);

  default Optional<String> id() {
    return element().attribute("id");
  }

  default boolean isError() {
    return element().attribute("type").filter("error"::equals).isPresent();
  }

  static boolean isStanza(Element element) {
    return element.namespace().equals(NS)
        && switch (element.name()) {
          case "message", "presence", "iq" -> true;
          default -> false;
        };
  }

  /**
   * Reads a stanza; {@link #isStanza} must hold.
   *
   * @throws StanzaError {@code jid-malformed} for an address, {@code bad-request} for a type or id
   *     that RFC 6120 §8.1 and §8.2.3 do not allow
   */
  static Stanza of(Element element) {
    return switch (element.name()) {
      case "message" -> Message.of(element);
      case "presence" -> Presence.of(element);
      case "iq" -> Iq.of(element);
      default -> throw new StanzaError(Condition.BAD_REQUEST, "This is not a stanza.");
    };
  }
}
