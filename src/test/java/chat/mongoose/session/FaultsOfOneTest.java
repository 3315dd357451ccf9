package chat.mongoose.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.xml.Element;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What goes wrong with one session, or one of its stanzas, is felt by nobody else. */
class FaultsOfOneTest {

  private final Sessions sessions = new Sessions();
  private final List<String> routed = new ArrayList<>();
  private final StreamNegotiation negotiation =
      new StreamNegotiation(
          "localhost",
          sessions,
          new SessionLimits(1000, 100, 100_000, Duration.ofSeconds(30), Duration.ofMinutes(1)),
          List.of(),
          new Failing(),
          Clock.systemUTC());

  /** Fails at what is called {@code poison}, and at every end. */
  private final class Failing implements StanzaReceiver {

    @Override
    public void received(Session session, Element stanza) {
      if (stanza.attribute("id").filter("poison"::equals).isPresent()) {
        throw new StackOverflowError();
      }
      routed.add(stanza.attribute("id").orElse(""));
    }

    @Override
    public void ended(Session session) {
      throw new IllegalStateException("as this test wants it");
    }

    @Override
    public void undelivered(Session session, List<Rendered> stanzas) {
      throw new NoClassDefFoundError("as this test wants it");
    }
  }

  @Test
  void aStanzaAtFaultIsAnsweredAndTheStreamGoesOn() {
    var transport = new Recorder();
    var session = bound(transport);

    negotiation.received(session, message("poison"));
    negotiation.received(session, message("next"));

    assertThat(routed).containsExactly("next");
    assertThat(transport.frames).last().asString().contains("poison", "internal-server-error");
    assertThat(session.hasEnded()).isFalse();
  }

  @Test
  void anAnswerAtFaultIsNotAnswered() {
    var transport = new Recorder();
    var session = bound(transport);
    var before = transport.frames.size();

    negotiation.received(session, message("poison").with("type", "error"));

    assertThat(transport.frames).hasSize(before);
    assertThat(session.hasEnded()).isFalse();
  }

  @Test
  void anEndThatFailsIsAnEndAllTheSame() {
    var ended = new Recorder();
    var lost = new Recorder();
    var one = bound(ended);
    var other = bound(lost);

    one.close();
    negotiation.lost(other);

    assertThat(ended.closed).isTrue();
    assertThat(lost.aborted).isTrue();
    assertThat(sessions.connected()).isEmpty();
  }

  @Test
  void aFanOutReachesThoseBehindTheOneWhoFails() {
    var first = bound(new Recorder());
    var last = bound(new Recorder());
    var reached = new ArrayList<Session>();

    sessions.forEach(
        List.of(first.jid().orElseThrow(), last.jid().orElseThrow()),
        session -> {
          if (session == first) {
            throw new IllegalStateException("as this test wants it");
          }
          reached.add(session);
        });

    assertThat(reached).containsExactly(last);
  }

  @Test
  void whoIsToBeLetInByWorkThatFailsDoesNotWaitForEver() {
    var transport = new Recorder();
    var session = negotiation.connect(transport);
    var work = new CompletableFuture<Void>();
    session.await(work);

    work.completeExceptionally(new IllegalStateException("as this test wants it"));

    assertThat(transport.frames).anyMatch(frame -> frame.contains("internal-server-error"));
    assertThat(transport.closed).isTrue();
  }

  @Test
  void inputGoesOnBehindAPieceThatThrows() {
    var inbound = new Inbound(new Share(Budget.unlimited()), () -> {});
    var ran = new ArrayList<String>();
    inbound.pause();
    inbound.offer(
        () -> {
          throw new StackOverflowError();
        },
        1,
        2);
    inbound.offer(() -> ran.add("behind"), 1, 2);

    inbound.resume();

    assertThat(ran).containsExactly("behind");
  }

  private int next;

  private Session bound(Recorder transport) {
    var session = negotiation.connect(transport);
    negotiation.receive(session, () -> negotiation.open(session, header()));
    var jid = Jid.of("juliet@localhost/" + next++);
    session.bound(jid);
    sessions.bind(session, jid);
    return session;
  }

  private static StreamHeader header() {
    return new StreamHeader(
        Optional.of("localhost"),
        Optional.empty(),
        Optional.empty(),
        Optional.of("1.0"),
        Optional.empty());
  }

  private static Element message(String id) {
    return Element.of("jabber:client", "message").with("id", id);
  }
}
