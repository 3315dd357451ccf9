package chat.mongoose.routing;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.session.NodeTag;
import chat.mongoose.session.ResourceBinding;
import chat.mongoose.session.SessionLimits;
import chat.mongoose.session.Sessions;
import chat.mongoose.session.StreamNegotiation;
import chat.mongoose.stanza.Presence;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.testkit.Bound;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who has been told that somebody has come hears that he has gone, whatever happens between. */
class StanzaRouterTest {

  private final Sessions sessions = new Sessions();
  private final List<Presence.Type> told = new ArrayList<>();
  private Runnable before = () -> {};
  private final StanzaRouter router =
      new StanzaRouter(
          List.of(new Place("localhost"), new Place("rooms.localhost")),
          new PostOffice(sessions),
          new StanzaRate(100, 100),
          new OctetRate(1_000_000, 1_000_000, null));
  private final StreamNegotiation negotiation =
      new StreamNegotiation(
          "localhost",
          sessions,
          new SessionLimits(10, 100, 1_000_000, Duration.ofMinutes(1), Duration.ofMinutes(1)),
          List.of(new ResourceBinding(sessions, new NodeTag())),
          router,
          Clock.systemUTC());

  /** Somewhere presence goes to; something may happen while it is on its way. */
  private final class Place implements Component {

    private final String domain;

    private Place(String domain) {
      this.domain = domain;
    }

    @Override
    public String domain() {
      return domain;
    }

    @Override
    public void route(Stanza stanza) {
      if (domain.equals("rooms.localhost") || stanza.to().orElseThrow().isBare()) {
        var happens = before;
        before = () -> {};
        happens.run();
        told.add(((Presence) stanza).type());
      }
    }
  }

  @Test
  void whoIsEndedWhileHeComesHasGone() {
    router.find();
    for (String to : List.of(" to='coven@rooms.localhost/hag'", "")) {
      told.clear();
      var session = Bound.session(negotiation);
      before = session::close;

      negotiation.received(
          session, "<presence xmlns='jabber:client'" + to + "/>", element -> Optional.empty());

      assertThat(told).contains(Presence.Type.AVAILABLE);
      assertThat(told.get(told.size() - 1)).as(to).isEqualTo(Presence.Type.UNAVAILABLE);
    }
  }

  @Test
  void whoIsThereIsNotTakenBack() {
    router.find();
    negotiation.received(
        Bound.session(negotiation),
        "<presence xmlns='jabber:client' to='coven@rooms.localhost/hag'/>",
        element -> Optional.empty());

    assertThat(told).containsExactly(Presence.Type.AVAILABLE);
  }

  /** RFC 6121 §4.5.2, XEP-0045 §7.14: he leaves his rooms by it, once. */
  @Test
  void whoIsUnavailableToAllIsToThoseWhomHeHasShownHimselfTo() {
    router.find();
    var session = Bound.session(negotiation);
    for (String presence :
        List.of(
            "<presence xmlns='jabber:client' to='coven@rooms.localhost/hag'/>",
            "<presence xmlns='jabber:client' to='cave@rooms.localhost/hag'/>",
            "<presence xmlns='jabber:client'/>")) {
      negotiation.received(session, presence, element -> Optional.empty());
    }
    told.clear();

    negotiation.received(
        session, "<presence xmlns='jabber:client' type='unavailable'/>", e -> Optional.empty());

    assertThat(told).as("himself and two rooms").hasSize(3).containsOnly(Presence.Type.UNAVAILABLE);
    told.clear();
    session.close();
    assertThat(told).as("the end of the stream is no news to the rooms").hasSize(1);
  }
}
