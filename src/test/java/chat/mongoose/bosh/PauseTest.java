package chat.mongoose.bosh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** XEP-0124 §10: a client may be away for some time, and no longer. */
class PauseTest {

  private final Stage stage = new Stage();

  @Test
  void aSessionThatNobodyPollsEnds() {
    var client = stage.client("");
    var session = client.logIn();
    stage.passSeconds(60);
    assertThat(stage.ended).isEmpty();

    stage.passSeconds(1);

    assertThat(stage.ended).containsExactly(session);
    assertThat(stage.sessions.count()).isZero();
    client.poll().assertTerminal("item-not-found");
  }

  @Test
  void aSessionWhoseRequestIsHeldIsNotInactive() {
    var client = stage.client("wait='60'");
    client.logIn();
    stage.passSeconds(50);
    client.poll();
    stage.passSeconds(60 + 59);
    assertThat(stage.ended).isEmpty();

    stage.passSeconds(2);
    assertThat(stage.ended).hasSize(1);
  }

  @Test
  void whoRepeatsARequestIsNotInactive() {
    var client = stage.client("");
    client.logIn();
    stage.passSeconds(50);
    client.sendAs(103, "", "");
    stage.passSeconds(50);

    assertThat(stage.ended).isEmpty();
  }

  @Test
  void aPauseAnswersAllAndKeepsTheSessionForLonger() {
    var client = stage.client("");
    client.logIn();
    var held = client.poll();
    var pause = client.send("pause='120'", "");

    held.assertEmpty();
    pause.assertEmpty();
    stage.passSeconds(120);
    assertThat(stage.ended).isEmpty();
    stage.passSeconds(1);
    assertThat(stage.ended).hasSize(1);
  }

  @Test
  void aPauseMayBeShorterThanUsual() {
    var client = stage.client("");
    client.logIn();
    client.send("pause='5'", "").assertEmpty();
    stage.passSeconds(6);

    assertThat(stage.ended).hasSize(1);
  }

  @Test
  void whatComesDuringAPauseWaitsForItsEnd() {
    var client = stage.client("");
    var session = client.logIn();
    client.send("pause='120'", "").assertEmpty();
    session.send(Stage.stanza("x"));
    stage.passSeconds(100);

    assertThat(client.poll().payloads()).containsExactly("message");
  }

  @Test
  void theNextRequestEndsThePause() {
    var client = stage.client("wait='10'");
    client.logIn();
    client.send("pause='120'", "");
    client.poll();
    stage.passSeconds(10 + 59);
    assertThat(stage.ended).isEmpty();
    stage.passSeconds(2);
    assertThat(stage.ended).hasSize(1);
  }

  @Test
  void theAnswerToAPauseBringsNothing() {
    var client = stage.client("");
    var session = client.logIn();
    session.send(Stage.stanza("x"));

    client.send("pause='120'", "").assertEmpty();
    assertThat(client.poll().payloads()).containsExactly("message");
  }

  @Test
  void whatComesWithAPauseIsHandled() {
    var client = stage.client("");
    client.logIn();
    client.send("pause='120'", Stage.message("a")).assertEmpty();

    assertThat(stage.routed).containsExactly("a");
  }

  @Test
  void aPauseIsOneMoreThanMayBeUnderWay() {
    // §11; the request between is late, the pause is not refused for that
    var client = stage.client("");
    client.logIn();
    var held = client.poll();
    var pause = client.sendAs(106, "pause='120'", "");
    var late = client.sendAs(105, "", Stage.message("a"));

    held.assertEmpty();
    late.assertEmpty();
    pause.assertEmpty();
  }

  @Test
  void aPauseThatIsTooLongEndsTheSession() {
    var client = stage.client("");
    client.logIn();

    client.send("pause='121'", "").assertTerminal("policy-violation");
    assertThat(stage.ended).hasSize(1);
  }
}
