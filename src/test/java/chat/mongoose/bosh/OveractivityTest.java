package chat.mongoose.bosh;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** XEP-0124 §11 and §12: not too many at once, and not too often. */
class OveractivityTest {

  private static final Duration SOON = Duration.ofSeconds(4);
  private static final Duration LATER = Duration.ofSeconds(5);

  private final Stage stage = new Stage();

  @Test
  void tooManyRequestsAtOnceEndTheSession() {
    var client = stage.client("");
    client.logIn();
    var held = client.poll();

    client.sendAs(106, "", Stage.message("b")).assertTerminal("policy-violation");

    held.assertTerminal("other-request");
    assertThat(stage.sessions.count()).isZero();
  }

  @Test
  void aPageThatIsLoadedAnewTakesThePlaceOfTheRequestThatWentWithIt() {
    var client = stage.client("");
    var session = client.logIn();
    var gone = client.poll();
    stage.pass(SOON);

    var asked = client.poll();

    gone.assertEmpty();
    assertThat(asked.isHeld()).isTrue();
    session.send(Stage.stanza("x"));
    assertThat(asked.payloads()).containsExactly("message");
  }

  @Test
  void aPageMayBeLoadedAgainAndAgain() {
    var client = stage.client("");
    client.logIn();
    var held = client.poll();
    for (int i = 1; i < 10 * PollingRate.AT_ONCE; i++) {
      stage.pass(Duration.ofMillis(200));
      var next = client.poll();
      held.assertEmpty();
      held = next;
    }
    assertThat(held.isHeld()).isTrue();
  }

  @Test
  void whoNeverStopsToPollWhileARequestIsHeldPollsTooOften() {
    var client = stage.client("");
    client.logIn();
    var held = client.poll();
    for (int i = 0; i < PollingRate.AT_ONCE; i++) {
      held = client.poll();
    }

    client.poll().assertTerminal("policy-violation");
    held.assertTerminal("other-request");
  }

  @Test
  void whoTakesHisTimeMayPollAgain() {
    var client = stage.client("");
    client.logIn();
    var held = client.poll();
    stage.pass(LATER);
    var next = client.poll();

    held.assertEmpty();
    assertThat(next.isHeld()).isTrue();
  }

  @Test
  void whoHasSomethingToSayMaySayIt() {
    var client = stage.client("");
    client.logIn();
    client.poll();
    for (int i = 0; i < 20; i++) {
      assertThat(client.send(Stage.message("m" + i)).isHeld()).isTrue();
    }

    assertThat(stage.routed).hasSize(20);
  }

  @Test
  void whoIsAnsweredMayPollAtOnce() {
    var client = stage.client("");
    var session = client.logIn();
    for (int i = 0; i < 20; i++) {
      var poll = client.poll();
      session.send(Stage.stanza("m" + i));
      assertThat(poll.payloads()).hasSize(1);
    }
  }

  @Test
  void aPollingSessionIsAnsweredAtOnce() {
    var client = stage.client("hold='0'");
    var session = client.logIn();
    stage.pass(LATER);
    client.poll().assertEmpty();
    stage.pass(LATER);
    session.send(Stage.stanza("x"));

    assertThat(client.poll().payloads()).containsExactly("message");
  }

  @Test
  void twoPollsThatBringNothingMustNotFollowEachOtherTooSoon() {
    var client = stage.client("wait='0'");
    client.logIn();
    stage.pass(LATER);
    client.poll().assertEmpty();
    stage.pass(SOON);

    client.poll().assertTerminal("policy-violation");
  }

  @Test
  void aPollThatBringsSomethingMayBeFollowedByAnother() {
    var client = stage.client("wait='0'");
    var session = client.logIn();
    for (int i = 0; i < 20; i++) {
      session.send(Stage.stanza("m" + i));
      assertThat(client.poll().payloads()).hasSize(1);
    }
  }

  @Test
  void anOldClientIsToldByHttp() {
    // §17.1
    var sid = stage.post(Stage.body("rid='100' to='localhost'", "")).attribute("sid");
    var held = stage.post(Stage.body("sid='" + sid + "' rid='101'", ""));
    var tooMany = stage.post(Stage.body("sid='" + sid + "' rid='103'", Stage.message("b")));

    assertThat(tooMany.answer().status()).isEqualTo(403);
    held.assertTerminal("other-request");
  }

  @Test
  void anOldClientIsToldOfAnUnknownRequestByHttp() {
    var sid = stage.post(Stage.body("rid='100' to='localhost'", "")).attribute("sid");

    assertThat(stage.post(Stage.body("sid='" + sid + "' rid='109'", "")).answer().status())
        .isEqualTo(404);
  }
}
