package chat.mongoose.disco;

import chat.mongoose.session.Session;
import chat.mongoose.session.StreamFeature;
import chat.mongoose.xml.Element;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** XEP-0115 §6.3: the hash of what the server can do, in the features of each stream. */
@ApplicationScoped
public class Caps implements StreamFeature {

  static final String NODE = "https://mongoose.chat/";
  static final String NS = "http://jabber.org/protocol/caps";

  @Inject private ServerInfo info;

  @Override
  public Optional<Element> advertise(Session session) {
    return Optional.of(
        Element.of(NS, "c").with("hash", "sha-1").with("node", NODE).with("ver", info.hash()));
  }

  @Override
  public boolean handles(Session session, Element element) {
    return false;
  }

  @Override
  public void negotiate(Session session, Element element) {
    throw new IllegalStateException("There is nothing to negotiate.");
  }
}
