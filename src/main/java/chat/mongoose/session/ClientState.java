package chat.mongoose.session;

import chat.mongoose.session.StreamError.Condition;
import chat.mongoose.xml.Element;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Lets a client say that nobody looks at it (XEP-0352). It goes on getting messages at once;
 * presence and typing wait until somebody looks again, and only the newest of each is kept.
 */
@ApplicationScoped
public class ClientState implements StreamFeature {

  public static final String NS = "urn:xmpp:csi:0";

  @Override
  public Optional<Element> advertise(Session session) {
    return session.identity().isPresent() && session.jid().isEmpty()
        ? Optional.of(Element.of(NS, "csi"))
        : Optional.empty();
  }

  @Override
  public boolean handles(Session session, Element element) {
    return session.jid().isPresent() && element.namespace().equals(NS);
  }

  @Override
  public void negotiate(Session session, Element element) {
    switch (element.name()) {
      case "active" -> session.active(true);
      case "inactive" -> session.active(false);
      default ->
          throw new StreamError(
              Condition.UNSUPPORTED_STANZA_TYPE, "<" + element.name() + "/> is not known here.");
    }
  }
}
