package chat.mongoose.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.testkit.TestClock;
import chat.mongoose.xml.Element;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The clock goes on, and all are looked after, whatever goes wrong with one of them. */
class KeepAliveTest {

  private final TestClock clock = new TestClock();
  private final Connected sessions = new Connected();
  private final SessionLimits limits =
      new SessionLimits(1000, 100, 100_000, Duration.ofSeconds(30), Duration.ofMinutes(1));
  private final Failing negotiation = new Failing();
  private final KeepAlive clockwork = new KeepAlive(sessions, limits, negotiation, clock);
  private final List<Recorder> transports = new ArrayList<>();

  /** So many of the next things go wrong. */
  private int faults;

  private void mayFail() {
    if (faults-- > 0) {
      throw new NoClassDefFoundError("as this test wants it");
    }
  }

  /** Cannot even be asked who is there, if a test wants it. */
  private final class Connected extends Sessions {

    private boolean broken;

    @Override
    public Collection<Session> connected() {
      if (broken) {
        mayFail();
      }
      return super.connected();
    }
  }

  private final class Failing extends StreamNegotiation {

    private boolean lookFails;
    private boolean endFails;

    private Failing() {
      super("localhost", sessions, limits, List.of(), new Nobody(), clock);
    }

    @Override
    public void lost(Session session) {
      mayFail();
      super.lost(session);
    }

    @Override
    void end(Session session, Optional<StreamError> error) {
      if (endFails) {
        mayFail();
      }
      super.end(session, error);
    }

    @Override
    void look() {
      if (lookFails) {
        mayFail();
      }
      super.look();
    }
  }

  private static final class Nobody implements StanzaReceiver {

    @Override
    public void received(Session session, Element stanza) {}

    @Override
    public void ended(Session session) {}

    @Override
    public void undelivered(Session session, List<Rendered> stanzas) {}
  }

  @Test
  void aGhostThatCannotBeRemovedKeepsNoOtherHere() {
    connect(3);
    clock.pass(Duration.ofMinutes(3));
    faults = 1;

    clockwork.look();

    assertThat(sessions.connected()).hasSize(1);
    clockwork.look();
    assertThat(sessions.connected()).isEmpty();
  }

  @Test
  void whereWhatClientsHoldCannotBeToldGhostsGoAllTheSame() {
    connect(1);
    clock.pass(Duration.ofMinutes(3));
    negotiation.lookFails = true;
    faults = 1;

    clockwork.look();

    assertThat(sessions.connected()).isEmpty();
  }

  /** A container cancels a timer whose method has thrown twice. */
  @Test
  void nothingReachesTheContainer() {
    connect(1);
    clock.pass(Duration.ofMinutes(3));
    sessions.broken = true;
    faults = 2;

    clockwork.look();
    clockwork.look();

    clockwork.look();
    assertThat(sessions.connected()).isEmpty();
  }

  @Test
  void oneWhoCannotBeToldThatTheServerStopsKeepsItFromNoOther() {
    connect(3);
    negotiation.endFails = true;
    faults = 1;

    clockwork.stop();

    assertThat(transports.stream().filter(transport -> transport.closed)).hasSize(2);
  }

  /** They are taken off the list before they are hung up on, so nobody would come back to them. */
  @Test
  void whoDoesNotReadHowHisSessionEndedGoesThoughAnotherCannot() {
    connect(3);
    transports.forEach(transport -> transport.held = true);
    transports.forEach(transport -> transport.atAbort = this::mayFail);
    List.copyOf(sessions.connected()).forEach(session -> session.close());
    clock.pass(Duration.ofMinutes(3));
    faults = 1;

    clockwork.look();

    assertThat(transports).allMatch(transport -> transport.aborted);
  }

  private void connect(int clients) {
    for (int i = 0; i < clients; i++) {
      var transport = new Recorder();
      transports.add(transport);
      var session = negotiation.connect(transport);
      negotiation.receive(
          session,
          () ->
              negotiation.open(
                  session,
                  new StreamHeader(
                      Optional.of("localhost"),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.of("1.0"),
                      Optional.empty())));
      var jid = Jid.of("juliet@localhost/" + i);
      session.bound(jid);
      sessions.bind(session, jid);
    }
  }
}
