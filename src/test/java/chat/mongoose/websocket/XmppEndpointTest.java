package chat.mongoose.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import chat.mongoose.cluster.Lanes;
import chat.mongoose.session.InputLimits;
import chat.mongoose.session.Session;
import chat.mongoose.session.SessionLimits;
import chat.mongoose.session.Sessions;
import chat.mongoose.session.StanzaReceiver;
import chat.mongoose.session.StreamNegotiation;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.testkit.TestClock;
import chat.mongoose.xml.Element;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What goes wrong with one connection never reaches the container, whose thread serves others. */
class XmppEndpointTest {

  private final List<CloseReason> closed = new ArrayList<>();
  private final Sessions sessions = new Sessions();
  private final FailingClock clock = new FailingClock();
  private final FrameLimit limit =
      new FrameLimit(262_144, new InputLimits(16_384, 1_048_576), Duration.ofSeconds(30));
  private final XmppEndpoint endpoint =
      new XmppEndpoint(
          new StreamNegotiation(
              "localhost",
              sessions,
              new SessionLimits(10, 100, 100_000, Duration.ofSeconds(30), Duration.ofMinutes(1)),
              List.of(),
              new Nobody(),
              clock),
          limit,
          new Unfinished(new Lanes(), limit),
          new Lanes());

  @Test
  void aConnectionThatCannotBeginIsClosed() {
    clock.failing = true;

    assertThatCode(() -> endpoint.open(socket())).doesNotThrowAnyException();

    assertThat(closed)
        .extracting(CloseReason::getCloseCode)
        .containsExactly(CloseCodes.UNEXPECTED_CONDITION);
    assertThat(sessions.connected()).isEmpty();
  }

  @Test
  void aPongAtFaultHarmsNobody() {
    endpoint.open(socket());
    clock.failing = true;

    assertThatCode(() -> endpoint.pong(null)).doesNotThrowAnyException();

    assertThat(closed).isEmpty();
    assertThat(sessions.connected()).hasSize(1);
  }

  @Test
  void fragmentsAreCountedForTheSessionUntilTheyAreWholeOrItsConnectionEnds() {
    endpoint.open(socket());
    var session = sessions.connected().iterator().next();

    endpoint.text("<a xmlns='u'>" + "x".repeat(10_000), false);
    assertThat(session.carried().octets()).isBetween(10_000L, 50_000L);

    endpoint.text("</a>", true);
    assertThat(session.carried().octets()).isZero();
  }

  private jakarta.websocket.Session socket() {
    var properties = new HashMap<String, Object>();
    return (jakarta.websocket.Session)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {jakarta.websocket.Session.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getUserProperties" -> properties;
                  case "getNegotiatedSubprotocol" -> "xmpp";
                  case "getId" -> "1";
                  case "getRequestParameterMap" -> Map.of("peer", List.of("192.0.2.7"));
                  case "close" -> closed.add((CloseReason) arguments[0]) ? null : null;
                  default -> null;
                });
  }

  private static final class Nobody implements StanzaReceiver {

    @Override
    public void received(Session session, Element stanza) {}

    @Override
    public void ended(Session session) {}

    @Override
    public void undelivered(Session session, List<Rendered> stanzas) {}
  }

  private static final class FailingClock extends Clock {

    private final Clock clock = new TestClock();
    private boolean failing;

    @Override
    public Instant instant() {
      if (failing) {
        throw new NoClassDefFoundError("as this test wants it");
      }
      return clock.instant();
    }

    @Override
    public ZoneId getZone() {
      return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
