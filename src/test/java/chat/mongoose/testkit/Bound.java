package chat.mongoose.testkit;

import chat.mongoose.session.Identity;
import chat.mongoose.session.ResourceBinding;
import chat.mongoose.session.Session;
import chat.mongoose.session.StreamHeader;
import chat.mongoose.session.StreamNegotiation;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.xml.Element;
import java.util.Optional;
import java.util.Set;

/** Sessions that have come as far as a client that has logged in and bound a resource. */
public final class Bound {

  private Bound() {}

  /** One of the account romeo, whose client reads all. */
  public static Session session(StreamNegotiation negotiation) {
    var session = negotiation.connect(new Sink());
    var header =
        new StreamHeader(
            Optional.of("localhost"),
            Optional.empty(),
            Optional.empty(),
            Optional.of("1.0"),
            Optional.empty());
    session.authenticated(new Identity("romeo", false, Set.of()));
    negotiation.receive(session, () -> negotiation.open(session, header));
    negotiation.received(
        session,
        Element.of(Stanza.NS, "iq")
            .with("type", "set")
            .with("id", "b")
            .plus(Element.of(ResourceBinding.NS, "bind")));
    return session;
  }
}
