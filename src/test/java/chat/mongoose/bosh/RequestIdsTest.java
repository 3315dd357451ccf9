package chat.mongoose.bosh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** XEP-0124 §14: requests come in any order, twice, or not at all. */
class RequestIdsTest {

  private final Stage stage = new Stage();

  @Test
  void requestsInTheWrongOrderAreHandledInTheRightOne() {
    var client = stage.client("hold='2'");
    client.logIn();
    var third = client.sendAs(106, "", Stage.message("c"));
    var second = client.sendAs(105, "", Stage.message("b"));
    assertThat(stage.routed).isEmpty();

    var first = client.sendAs(104, "", Stage.message("a"));

    assertThat(stage.routed).containsExactly("a", "b", "c");
    first.assertEmpty();
    assertThat(second.isHeld()).isTrue();
    assertThat(third.isHeld()).isTrue();
  }

  @Test
  void whatWaitsForAMissingRequestIsAskedForAgain() {
    // §17.3
    var client = stage.client("wait='10'");
    client.logIn();
    var early = client.sendAs(105, "", Stage.message("b"));
    stage.passSeconds(10);

    assertThat(early.attribute("type")).isEqualTo("error");

    client.sendAs(104, "", Stage.message("a"));
    client.sendAs(105, "", Stage.message("b"));
    assertThat(stage.routed).containsExactly("a", "b");
  }

  @Test
  void whatWentWithItsPageIsNotWaitedFor() {
    var client = stage.client("");
    var session = client.logIn();
    // 104 went with the page, which is loaded anew and sends two
    var poll = client.sendAs(105, "", "");
    assertThat(poll.isHeld()).isTrue();

    var second = client.sendAs(106, "", Stage.message("a"));

    poll.assertEmpty();
    assertThat(stage.routed).containsExactly("a");
    session.send(Stage.stanza("x"));
    assertThat(second.payloads()).containsExactly("message");
    assertThat(client.sendAs(107, "", Stage.message("b")).isHeld()).isTrue();
    assertThat(stage.routed).containsExactly("a", "b");
  }

  @Test
  void norIsWhatIsOlderThanThat() {
    var client = stage.client("");
    client.logIn();
    var held = client.sendAs(104, "", Stage.message("a"));
    client.sendAs(107, "", "").assertTerminal("item-not-found");
    held.assertTerminal("other-request");
  }

  @Test
  void whatIsGivenUpDoesNotComeLater() {
    var client = stage.client("");
    client.logIn();
    client.sendAs(105, "", Stage.message("b"));
    client.sendAs(106, "", Stage.message("c"));

    client.sendAs(104, "", Stage.message("a")).assertTerminal("item-not-found");

    assertThat(stage.routed).containsExactly("b", "c");
  }

  @Test
  void whoEndsTheSessionMayHaveOneMoreUnderWay() {
    // §11
    var client = stage.client("");
    client.logIn();
    client.sendAs(105, "", Stage.message("b"));
    client.sendAs(106, "type='terminate'", Stage.message("c"));
    assertThat(stage.routed).isEmpty();

    client.sendAs(104, "", Stage.message("a"));

    assertThat(stage.routed).containsExactly("a", "b", "c");
  }

  @Test
  void aRequestBehindTheWindowEndsTheSession() {
    var client = stage.client("");
    var session = client.logIn();

    client.sendAs(106, "", "").assertTerminal("item-not-found");

    assertThat(stage.ended).containsExactly(session);
    client.sendAs(104, "", "").assertTerminal("item-not-found");
  }

  @Test
  void aRequestBeforeTheWindowEndsTheSessionInTheSameWay() {
    var client = stage.client("");
    client.logIn();

    client.sendAs(99, "", "").assertTerminal("item-not-found");
    client.sendAs(104, "", "").assertTerminal("item-not-found");
  }

  @Test
  void aRepeatedRequestGetsTheSameAnswerAndIsNotHandledAgain() {
    var client = stage.client("");
    var session = client.logIn();
    session.send(Stage.stanza("x"));
    var first = client.send(Stage.message("a"));
    var again = client.sendAs(client.last(), "", Stage.message("a"));

    assertThat(again.text()).isEqualTo(first.text()).contains("\"x\"");
    assertThat(stage.routed).containsExactly("a");
  }

  @Test
  void asManyAnswersAreKeptAsRequestsMayBeUnderWay() {
    var client = stage.client("");
    var session = client.logIn();
    for (String id : new String[] {"x", "y", "z"}) {
      session.send(Stage.stanza(id));
      client.send(Stage.message("a"));
    }

    assertThat(client.sendAs(106, "", "").text()).contains("\"z\"");
    assertThat(client.sendAs(105, "", "").text()).contains("\"y\"");
    client.sendAs(102, "", "").assertTerminal("item-not-found");
  }

  @Test
  void anAnswerGoesToTheLatestConnection() {
    var client = stage.client("");
    var session = client.logIn();
    var broken = client.poll();
    var again = client.sendAs(client.last(), "", "");

    assertThat(broken.attribute("type")).isEqualTo("error");
    assertThat(again.isHeld()).isTrue();
    session.send(Stage.stanza("x"));
    assertThat(again.payloads()).containsExactly("message");
  }

  @Test
  void aRequestThatCameTooEarlyMayBeRepeatedToo() {
    var client = stage.client("");
    client.logIn();
    var broken = client.sendAs(105, "", Stage.message("b"));
    client.sendAs(105, "", Stage.message("b"));
    client.sendAs(104, "", Stage.message("a"));

    assertThat(broken.attribute("type")).isEqualTo("error");
    assertThat(stage.routed).containsExactly("a", "b");
  }

  @Test
  void nobodyMayRepeatHimselfForEver() {
    var client = stage.client("");
    client.logIn();
    client.poll();
    for (int i = 0; i < BoshWindow.MOST_REPEATS; i++) {
      client.sendAs(client.last(), "", "");
    }

    client.sendAs(client.last(), "", "").assertTerminal("policy-violation");
    assertThat(stage.sessions.count()).isZero();
  }

  @Test
  void aRequestMayRepeatAnswersEvenIfTheyWereTheLastOfALogin() {
    var client = stage.client("");
    var answer = client.send(Stage.LOGIN);

    assertThat(client.sendAs(101, "", Stage.LOGIN).text()).isEqualTo(answer.text());
  }
}
