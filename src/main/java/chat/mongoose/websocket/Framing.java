package chat.mongoose.websocket;

import chat.mongoose.session.Session;
import chat.mongoose.session.StreamError;
import chat.mongoose.session.StreamError.Condition;
import chat.mongoose.session.StreamHeader;
import chat.mongoose.session.StreamNegotiation;
import chat.mongoose.xml.Element;
import java.util.Optional;

/** Opens and closes streams by elements (RFC 7395 §3.3, §3.4, §3.6). */
final class Framing {

  static final String NS = "urn:ietf:params:xml:ns:xmpp-framing";

  private Framing() {}

  static Element open(StreamHeader header) {
    return Element.of(NS, "open")
        .withAny("to", header.to())
        .withAny("from", header.from())
        .withAny("id", header.id())
        .withAny("version", header.version())
        .withAny("xml:lang", header.lang());
  }

  static Element close() {
    return Element.of(NS, "close");
  }

  /** What a client's framing element asks for; empty if the element is none. */
  static Optional<Runnable> action(
      Element element, Session session, StreamNegotiation negotiation) {
    if (element.is(NS, "open")) {
      return Optional.of(() -> negotiation.open(session, header(element)));
    }
    if (element.is(NS, "close")) {
      return Optional.of(() -> negotiation.closed(session));
    }
    if (element.name().equals("open") || element.namespace().equals(NS)) {
      throw new StreamError(
          Condition.INVALID_NAMESPACE, "A stream opens with <open xmlns='" + NS + "'/>.");
    }
    return Optional.empty();
  }

  private static StreamHeader header(Element open) {
    return new StreamHeader(
        open.attribute("to"),
        open.attribute("from"),
        Optional.empty(),
        open.attribute("version"),
        open.attribute("xml:lang"));
  }
}
