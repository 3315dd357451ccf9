package chat.mongoose.session;

import chat.mongoose.stanza.Iq;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.xml.Element;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * The session of RFC 3921 §3, which RFC 6120 left out. COMPAT Smack and strophe.js ask for it where
 * it is offered; it is marked optional, so that nobody has to.
 */
@ApplicationScoped
public class LegacySession implements StreamFeature {

  public static final String NS = "urn:ietf:params:xml:ns:xmpp-session";

  @Override
  public Optional<Element> advertise(Session session) {
    return session.identity().isPresent() && session.jid().isEmpty()
        ? Optional.of(Element.of(NS, "session").plus(Element.of(NS, "optional")))
        : Optional.empty();
  }

  @Override
  public boolean handles(Session session, Element element) {
    return session.jid().isPresent()
        && element.attribute("type").filter("set"::equals).isPresent()
        && element.attribute("id").isPresent()
        && element.has(NS, "session");
  }

  @Override
  public void negotiate(Session session, Element element) {
    var request = (Iq) Stanza.of(element.without("from").without("to"));
    session.send(request.result().element());
  }
}
