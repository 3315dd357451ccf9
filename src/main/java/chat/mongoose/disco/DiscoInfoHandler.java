package chat.mongoose.disco;

import chat.mongoose.routing.IqHandler;
import chat.mongoose.stanza.Iq;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;

/** XEP-0030 §3.1 for the server and for one's own account. */
@ApplicationScoped
public class DiscoInfoHandler implements IqHandler {

  @Inject private ServerInfo info;

  @Override
  public Set<Payload> payloads() {
    return Set.of(new Payload(ServerInfo.NS, "query"));
  }

  @Override
  public Set<Addressee> addressees() {
    return Set.of(Addressee.SERVER, Addressee.ACCOUNT);
  }

  /** XEP-0115 §7: who has a hash says that he knows of hashes. */
  @Override
  public Set<String> features() {
    return Set.of(ServerInfo.NS, Caps.NS);
  }

  @Override
  public Iq answer(Iq request) {
    if (request.type() != Iq.Type.GET) {
      throw new StanzaError(Condition.BAD_REQUEST, "Ask for information with a get.");
    }
    var account = request.to().filter(to -> !to.isHost()).isPresent();
    var query = account ? info.account() : info.query();
    var node = request.payload().attribute("node");
    // XEP-0115 §6.2: the node of our own hash describes what no node does
    if (node.isPresent() && !node.get().equals(Caps.NODE + "#" + info.hash())) {
      throw new StanzaError(Condition.ITEM_NOT_FOUND, "There is no such node.");
    }
    return request.result(query.withAny("node", node));
  }
}
