package chat.mongoose.im;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Message;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.testkit.TestClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** XEP-0198 §4: who has a message gets it no second time, whoever loses it. */
class CopiesTest {

  private static final Jid BALCONY = Jid.of("juliet@localhost/balcony");
  private static final Jid PHONE = Jid.of("juliet@localhost/phone");
  private static final Jid TABLET = Jid.of("juliet@localhost/tablet");

  private final TestClock clock = new TestClock();
  private final Copies copies = new Copies(clock);
  private final Rendered message = Rendered.of(Message.of(Message.Type.CHAT));

  @Test
  void whatIsNotKnownWasGivenToNobody() {
    assertThat(copies.given(message, PHONE)).isEmpty();
  }

  @Test
  void itIsKnownWhoElseHasItAndSinceWhen() {
    var sent = clock.instant();
    copies.sent(message, List.of(BALCONY, PHONE));
    clock.pass(Duration.ofMinutes(5));

    var copy = copies.given(message, PHONE).orElseThrow();

    assertThat(copy.sent()).isEqualTo(sent);
    assertThat(copy.holders()).containsExactly(BALCONY);
  }

  @Test
  void whoGetsItLateHasItForAllThatLoseIt() {
    copies.sent(message, List.of(BALCONY, PHONE));
    var late = Rendered.of(Message.of(Message.Type.CHAT));
    var sent = copies.given(message, PHONE).orElseThrow();
    copies.sentAgain(late, sent, List.of(TABLET));

    assertThat(copies.given(message, BALCONY).orElseThrow().holders()).containsExactly(TABLET);
    assertThat(copies.given(late, TABLET).orElseThrow().holders()).isEmpty();
    assertThat(copies.given(late, TABLET).orElseThrow().sent()).isEqualTo(sent.sent());
  }

  @Test
  void nobodyHasItWhenAllHaveLostIt() {
    copies.sent(message, List.of(BALCONY, PHONE));
    copies.given(message, PHONE);

    assertThat(copies.given(message, BALCONY).orElseThrow().holders()).isEmpty();
  }
}
