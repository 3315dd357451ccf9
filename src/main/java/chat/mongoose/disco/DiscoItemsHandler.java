package chat.mongoose.disco;

import chat.mongoose.routing.IqHandler;
import chat.mongoose.routing.StanzaRouter;
import chat.mongoose.stanza.Iq;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * XEP-0030 §4.1: the services beside the main domain. An account has no items; that is the answer
 * also to who asks for another's, and for one that there is not (§8).
 */
@ApplicationScoped
public class DiscoItemsHandler implements IqHandler {

  public static final String NS = "http://jabber.org/protocol/disco#items";

  @Inject
  @ConfigProperty(name = "mongoose.domain", defaultValue = "localhost")
  private String domain;

  // the router's table leads here, so it is asked for late
  @Inject private Instance<StanzaRouter> router;

  @Override
  public Set<Payload> payloads() {
    return Set.of(new Payload(NS, "query"));
  }

  @Override
  public Set<Addressee> addressees() {
    return Set.of(Addressee.SERVER, Addressee.ACCOUNT, Addressee.OTHER);
  }

  @Override
  public Iq answer(Iq request) {
    if (request.type() != Iq.Type.GET) {
      throw new StanzaError(Condition.BAD_REQUEST, "Ask for items with a get.");
    }
    if (request.payload().attribute("node").isPresent()) {
      throw new StanzaError(Condition.ITEM_NOT_FOUND, "There is no such node.");
    }
    var query = Element.of(NS, "query");
    if (request.to().orElseThrow().isHost()) {
      for (String served : router.get().components().keySet()) {
        query =
            served.equals(domain) ? query : query.plus(Element.of(NS, "item").with("jid", served));
      }
    }
    return request.result(query);
  }
}
