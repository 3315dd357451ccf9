package chat.mongoose.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.Jid;
import org.junit.jupiter.api.Test;

class SessionsTest {

  private static final Jid ROMEO = Jid.of("romeo@localhost/orchard");

  private final Sessions sessions = new Sessions();
  private final StreamNegotiation negotiation = Negotiations.over(sessions);

  @Test
  void whoIsBoundIsFoundUntilHeIsLost() {
    var session = negotiation.connect(new Recorder());
    session.bound(ROMEO);
    sessions.bind(session, ROMEO);
    assertThat(sessions.find(ROMEO)).contains(session);
    assertThat(sessions.of(ROMEO.bare())).containsExactly(session);

    sessions.remove(session);

    assertNothingIsLeft();
  }

  @Test
  void nothingIsLeftOfWhoIsLostWhileHeIsBeingBound() {
    var session = negotiation.connect(new Recorder());
    session.endsNow();
    sessions.remove(session);

    session.bound(ROMEO);
    sessions.bind(session, ROMEO);

    assertNothingIsLeft();
  }

  private void assertNothingIsLeft() {
    assertThat(sessions.find(ROMEO)).isEmpty();
    assertThat(sessions.of(ROMEO.bare())).isEmpty();
    assertThat(sessions.count()).isZero();
  }
}
