package chat.mongoose.ping;

import chat.mongoose.routing.IqHandler;
import chat.mongoose.stanza.Iq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** XEP-0199 §4.2: a ping by a client is answered with an empty result. */
@ApplicationScoped
public class PingHandler implements IqHandler {

  public static final String NS = "urn:xmpp:ping";

  @Override
  public Set<Payload> payloads() {
    return Set.of(new Payload(NS, "ping"));
  }

  @Override
  public Set<Addressee> addressees() {
    return Set.of(Addressee.SERVER, Addressee.ACCOUNT);
  }

  @Override
  public Iq answer(Iq request) {
    return request.result();
  }
}
