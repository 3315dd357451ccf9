package chat.mongoose.auth;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.session.Identity;
import chat.mongoose.session.Session;
import chat.mongoose.session.SessionLimits;
import chat.mongoose.session.Sessions;
import chat.mongoose.session.StanzaReceiver;
import chat.mongoose.session.StreamError;
import chat.mongoose.session.StreamHeader;
import chat.mongoose.session.StreamNegotiation;
import chat.mongoose.session.Transport;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.xml.Element;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who logs out of the site is out of the chat. */
class SiteSessionsTest {

  private record Visit(int number) implements SiteEvidence {}

  private record OtherEvidence() implements SiteEvidence {}

  private final Sessions sessions = new Sessions();
  private final SiteSessions site = new SiteSessions(sessions);
  private final List<StreamError> farewells = new ArrayList<>();
  private final StreamNegotiation negotiation =
      new StreamNegotiation(
          "localhost",
          sessions,
          new SessionLimits(10, 10, 10_000, Duration.ofMinutes(1), Duration.ofMinutes(1)),
          List.of(),
          new Nobody(),
          Clock.systemUTC());

  private Session visit(String username, SiteEvidence evidence) {
    var session = negotiation.connect(new Wire());
    session.state(SiteEvidence.class, () -> evidence);
    session.authenticated(new Identity(username, false, Set.of()));
    return session;
  }

  @Test
  void aModuleFindsWhatHangsOnItsEvidence() {
    visit("romeo", new Visit(1));
    visit("juliet", new Visit(2));
    visit("nurse", new OtherEvidence());
    negotiation.connect(new Wire());

    assertThat(site.of(Visit.class))
        .extracting(session -> session.username() + " " + session.evidence().number())
        .containsExactlyInAnyOrder("romeo 1", "juliet 2");
  }

  @Test
  void andEndsItWithAReason() {
    visit("romeo", new Visit(1));
    visit("juliet", new Visit(2));

    site.of(Visit.class).stream()
        .filter(session -> session.evidence().number() == 1)
        .forEach(session -> session.end("You have logged out."));

    assertThat(farewells)
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.condition()).isEqualTo(StreamError.Condition.NOT_AUTHORIZED);
              assertThat(error).hasMessage("You have logged out.");
            });
    assertThat(site.of(Visit.class)).extracting(left -> left.username()).containsExactly("juliet");
  }

  private static final class Nobody implements StanzaReceiver {

    @Override
    public void received(Session from, Element stanza) {}

    @Override
    public void ended(Session gone) {}

    @Override
    public void undelivered(Session gone, List<Rendered> stanzas) {}
  }

  private final class Wire implements Transport {

    @Override
    public String remoteAddress() {
      return "192.0.2.7";
    }

    @Override
    public Optional<Element> header(StreamHeader header) {
      return Optional.empty();
    }

    @Override
    public List<Element> farewell(Optional<StreamError> error) {
      error.ifPresent(farewells::add);
      return List.of();
    }

    @Override
    public void write(List<Rendered> batch, byte[] address, Completion completion) {
      completion.written();
    }

    @Override
    public void ping() {}

    @Override
    public void close() {}

    @Override
    public void abort() {}
  }
}
