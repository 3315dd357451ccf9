package chat.mongoose.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.cluster.StartedLanes;
import chat.mongoose.session.Identity;
import chat.mongoose.session.NodeTag;
import chat.mongoose.session.ResourceBinding;
import chat.mongoose.session.Session;
import chat.mongoose.session.SessionLimits;
import chat.mongoose.session.Sessions;
import chat.mongoose.session.StanzaReceiver;
import chat.mongoose.session.StreamFeature;
import chat.mongoose.session.StreamHeader;
import chat.mongoose.session.StreamNegotiation;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.testkit.Sink;
import chat.mongoose.xml.Element;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who sends too many octets is heard later. */
@Timeout(60)
class OctetRateTest {

  private static final int LONG = 1000;

  private final StartedLanes lanes = new StartedLanes();
  private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() {
    lanes.close();
  }

  @Test
  void whoFloodsIsHeardLaterAndInOrder() throws Exception {
    var negotiation = negotiation(new OctetRate(10 * LONG, 20 * LONG, lanes.lanes()));
    var session = bound(negotiation);
    var began = System.nanoTime();
    for (int i = 0; i < 30; i++) {
      say(negotiation, session, i, LONG);
    }
    // as much as may come at once, and what the allowance grew by meanwhile
    assertThat(heard.size()).isBetween(9, 28);

    for (int i = 0; i < 30; i++) {
      assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo("m" + i);
    }
    // 30,000 octets and what is around them, less the first 10,000, at 20,000 a second
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(900));
  }

  @Test
  void whoSendsLittleWaitsForNothing() {
    var negotiation = negotiation(new OctetRate(100 * LONG, 1, lanes.lanes()));
    var session = bound(negotiation);
    for (int i = 0; i < 30; i++) {
      say(negotiation, session, i, LONG);
    }

    assertThat(heard).hasSize(30);
  }

  @Test
  void aWrongRateStopsTheStart() {
    assertThatThrownBy(() -> new OctetRate(0, 1, null)).hasMessageContaining("burst-size");
    assertThatThrownBy(() -> new OctetRate(1, 0, null)).hasMessageContaining("rate-size");
  }

  private static void say(StreamNegotiation negotiation, Session session, int id, int octets) {
    negotiation.received(
        session,
        "<message xmlns='jabber:client' id='m%d'><body>%s</body></message>"
            .formatted(id, "x".repeat(octets)),
        element -> Optional.empty());
  }

  private Session bound(StreamNegotiation negotiation) {
    var session = negotiation.connect(new Sink());
    var header =
        new StreamHeader(
            Optional.of("localhost"),
            Optional.empty(),
            Optional.empty(),
            Optional.of("1.0"),
            Optional.empty());
    negotiation.receive(session, () -> negotiation.open(session, header));
    negotiation.received(session, Element.of("urn:test", "login"));
    negotiation.receive(session, () -> negotiation.open(session, header));
    negotiation.received(
        session,
        Element.of("jabber:client", "iq")
            .with("type", "set")
            .with("id", "b")
            .plus(Element.of(ResourceBinding.NS, "bind")));
    assertThat(session.jid()).isPresent();
    return session;
  }

  private StreamNegotiation negotiation(OctetRate rate) {
    var sessions = new Sessions();
    return new StreamNegotiation(
        "localhost",
        sessions,
        new SessionLimits(10, 100, 1_000_000, Duration.ofMinutes(1), Duration.ofMinutes(1)),
        List.of(new AnyLogin(), new ResourceBinding(sessions, new NodeTag())),
        new StanzaReceiver() {
          @Override
          public void received(Session from, Element stanza) {
            heard.add(stanza.attribute("id").orElseThrow());
          }

          @Override
          public void weighs(Session from, int octets) {
            rate.take(from, octets);
          }

          @Override
          public void ended(Session gone) {}

          @Override
          public void undelivered(Session gone, List<Rendered> stanzas) {}
        },
        Clock.systemUTC());
  }

  /** Lets anybody in. */
  private static final class AnyLogin implements StreamFeature {
    @Override
    public Optional<Element> advertise(Session session) {
      return Optional.empty();
    }

    @Override
    public boolean handles(Session session, Element element) {
      return element.is("urn:test", "login");
    }

    @Override
    public void negotiate(Session session, Element element) {
      session.authenticated(new Identity("romeo", false, Set.of()));
    }
  }
}
