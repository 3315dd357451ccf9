package chat.mongoose.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.session.Addresses;
import chat.mongoose.session.NodeTag;
import chat.mongoose.session.ResourceBinding;
import chat.mongoose.session.Session;
import chat.mongoose.session.SessionLimits;
import chat.mongoose.session.Sessions;
import chat.mongoose.session.StreamNegotiation;
import chat.mongoose.stanza.Iq;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.testkit.Bound;
import chat.mongoose.xml.Element;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one session may have asked and not been answered. */
class QuestionsTest {

  private final Sessions sessions = new Sessions();
  private final Questions questions = new Questions(sessions, Addresses.unlimited());
  private final Session asking = bound();

  @Test
  void aFewMayWaitAndMoreWhenTheyAreAnswered() {
    var answered = new ArrayList<Runnable>();
    for (int i = 0; i < Questions.MOST; i++) {
      answered.add(questions.take(question(100)));
    }
    assertThatThrownBy(() -> questions.take(question(100)))
        .isInstanceOf(StanzaError.class)
        .hasMessageContaining("too much at once");

    answered.forEach(Runnable::run);

    assertThat(questions.take(question(100))).isNotNull();
  }

  @Test
  void longOnesAreFewer() {
    var answered = questions.take(question(100_000));
    assertThatThrownBy(() -> questions.take(question(100_000))).isInstanceOf(StanzaError.class);

    answered.run();

    assertThat(questions.take(question(100_000))).isNotNull();
  }

  private Iq question(int characters) {
    return (Iq)
        Stanza.of(
            Element.of(Stanza.NS, "iq")
                .with("type", "get")
                .with("id", "q")
                .with("from", asking.jid().orElseThrow().toString())
                .plus(Element.of("urn:test", "query").plus("x".repeat(characters))));
  }

  private Session bound() {
    var negotiation =
        new StreamNegotiation(
            "localhost",
            sessions,
            new SessionLimits(10, 100, 1_000_000, Duration.ofMinutes(1), Duration.ofMinutes(1)),
            List.of(new ResourceBinding(sessions, new NodeTag())),
            null,
            Clock.systemUTC());
    return Bound.session(negotiation);
  }
}
