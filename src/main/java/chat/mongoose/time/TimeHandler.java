package chat.mongoose.time;

import chat.mongoose.routing.IqHandler;
import chat.mongoose.stanza.Iq;
import chat.mongoose.xml.Element;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** XEP-0202 §3: the time in UTC, and the server's offset. */
@ApplicationScoped
public class TimeHandler implements IqHandler {

  public static final String NS = "urn:xmpp:time";

  @Inject private Clock clock;

  @Override
  public Set<Payload> payloads() {
    return Set.of(new Payload(NS, "time"));
  }

  @Override
  public Iq answer(Iq request) {
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var offset = ZoneId.systemDefault().getRules().getOffset(now);
    return request.result(
        Element.of(NS, "time")
            .plus(Element.of(NS, "tzo").plus(offset.getTotalSeconds() == 0 ? "Z" : offset.getId()))
            .plus(Element.of(NS, "utc").plus(now.toString())));
  }
}
