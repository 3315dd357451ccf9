package chat.mongoose.auth;

import chat.mongoose.session.Identity;
import chat.mongoose.session.Session;
import chat.mongoose.session.SessionLimits;
import chat.mongoose.session.Sessions;
import chat.mongoose.session.StanzaReceiver;
import chat.mongoose.session.StreamError;
import chat.mongoose.session.StreamNegotiation;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.testkit.Sink;
import chat.mongoose.xml.Element;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Sessions of people whom a site has vouched for, and what they are told at their end. */
public final class Visits {

  private final Sessions sessions = new Sessions();
  private final List<StreamError> farewells = new ArrayList<>();
  private final StreamNegotiation negotiation =
      new StreamNegotiation(
          "localhost",
          sessions,
          new SessionLimits(10, 10, 10_000, Duration.ofMinutes(1), Duration.ofMinutes(1)),
          List.of(),
          new Nobody(),
          Clock.systemUTC());

  public Sessions sessions() {
    return sessions;
  }

  public SiteSessions site() {
    return new SiteSessions(sessions);
  }

  public List<StreamError> farewells() {
    return farewells;
  }

  public Session stranger() {
    return negotiation.connect(new Sink(farewells::add));
  }

  public Session visit(String username, SiteEvidence evidence) {
    var session = stranger();
    session.state(SiteEvidence.class, () -> evidence);
    session.authenticated(new Identity(username, false, Set.of()));
    return session;
  }

  private static final class Nobody implements StanzaReceiver {

    @Override
    public void received(Session from, Element stanza) {}

    @Override
    public void ended(Session gone) {}

    @Override
    public void undelivered(Session gone, List<Rendered> stanzas) {}
  }
}
