package chat.mongoose.bosh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes wrong with one session, or one request, is felt by no other. */
class FaultsOfOneTest {

  private final Stage stage = new Stage(10, FailingClock::new);

  /** So many of the next looks at the clock go wrong. */
  private int faults;

  private final class FailingClock extends Clock {
    private final Clock right;

    private FailingClock(Clock right) {
      this.right = right;
    }

    @Override
    public Instant instant() {
      if (faults-- > 0) {
        throw new NoClassDefFoundError("as this test wants it");
      }
      return right.instant();
    }

    @Override
    public ZoneId getZone() {
      return right.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @Test
  void aSessionThatFailsToLookAtTheClockKeepsNoOtherFromIt() {
    var held =
        List.of(stage.client("wait='5'"), stage.client("wait='5'"), stage.client("wait='5'"))
            .stream()
            .map(Stage.Client::poll)
            .toList();
    assertThat(held).allMatch(Reply::isHeld);
    stage.clock.pass(Duration.ofSeconds(10));
    faults = 1;

    stage.bosh.look();

    assertThat(held.stream().filter(Reply::isHeld)).hasSize(1);
    stage.bosh.look();
    assertThat(held).noneMatch(Reply::isHeld);
  }

  @Test
  void anAnswerThatCannotBeWrittenTakesNoOtherWithIt() {
    var client = stage.client("wait='60' hold='2'");
    client.logIn();
    stage.bosh.received(
        client.request(104, "", "").getBytes(StandardCharsets.UTF_8),
        Stage.PEER,
        answer -> {
          throw new NoClassDefFoundError("as this test wants it");
        });
    var other = client.sendAs(105, "", "");
    assertThat(other.isHeld()).isTrue();
    stage.clock.pass(Duration.ofSeconds(61));

    stage.bosh.look();

    other.assertEmpty();
  }

  @Test
  void aRequestThatFailsIsAnswered() {
    var client = stage.client("");
    faults = 1;

    client.poll().assertTerminal("internal-server-error");
    stage.client("").poll();
  }
}
