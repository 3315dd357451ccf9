package chat.mongoose.auth;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.session.Identity;
import chat.mongoose.session.NamePassedOn;
import chat.mongoose.stanza.Jid;
import chat.mongoose.testkit.TestClock;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is left of an account's logins when the account is no more. */
class EndedLoginsTest {

  private final Visits visits = new Visits();
  private final EndedLogins ended =
      new EndedLogins(
          visits.sessions(),
          new Tokens(new TestClock()),
          new RecentAccounts(null),
          Clock.offset(Clock.systemUTC(), Duration.ZERO));

  @Test
  void whoIsLoggedInAndNotYetBoundHasToGo() {
    visits.visit("romeo", new SiteEvidence() {});
    visits.visit("juliet", new SiteEvidence() {});

    ended.end(new NamePassedOn(Jid.of("romeo@localhost"), Jid.of("romeo-1@removed.invalid")));

    assertThat(visits.farewells()).hasSize(1);
  }

  @Test
  void whoWasLoggingInMeanwhileHasToGo() {
    var session = visits.stranger();

    ended.end("romeo", "Your account has been removed.");
    session.authenticated(new Identity("romeo", false, Set.of()));

    assertThat(ended.farewell(session)).isPresent();
  }

  @Test
  void somebodyElseMayStay() {
    var session = visits.stranger();

    ended.end("romeo", "Your account has been removed.");
    session.authenticated(new Identity("juliet", false, Set.of()));

    assertThat(ended.farewell(session)).isEmpty();
  }

  @Test
  void whoComesLaterUnderTheNameMayStay() throws InterruptedException {
    ended.end("romeo", "Your account has been removed.");
    var before = Clock.systemUTC().instant();
    while (!Clock.systemUTC().instant().isAfter(before)) {
      Thread.onSpinWait();
    }
    var session = visits.stranger();
    session.authenticated(new Identity("romeo", false, Set.of()));

    assertThat(ended.farewell(session)).isEmpty();
  }
}
