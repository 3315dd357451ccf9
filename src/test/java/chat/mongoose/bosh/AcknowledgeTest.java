package chat.mongoose.bosh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** XEP-0124 §9: each side tells what it has got. */
class AcknowledgeTest {

  private final Stage stage = new Stage();

  @Test
  void anAnswerTellsTheNewestRequestThatHasCome() {
    var client = stage.client("ack='1'");
    client.logIn();
    var held = client.poll();
    client.send(Stage.message("a"));

    assertThat(held.attribute("ack")).isEqualTo("105");
  }

  @Test
  void anAnswerNeedNotTellOfItsOwnRequest() {
    var client = stage.client("ack='1'");

    assertThat(client.send(Stage.LOGIN).attribute("ack")).isEmpty();
  }

  @Test
  void whoDoesNotAcknowledgeIsNotAcknowledged() {
    var client = stage.client("");
    client.logIn();
    var held = client.poll();
    client.send(Stage.message("a"));

    held.assertEmpty();
  }

  @Test
  void answersAreKeptUntilTheyAreAcknowledged() {
    var client = stage.client("ack='1'");
    var session = client.logIn();
    session.send(Stage.stanza("x"));
    client.send(Stage.message("a"));
    for (int i = 0; i < 4; i++) {
      session.send(Stage.stanza("y" + i));
      client.send("ack='103'", Stage.message("a"));
    }
    // more than would be kept for who does not acknowledge
    assertThat(client.sendAs(104, "", "").text()).contains("\"x\"");

    session.send(Stage.stanza("z"));
    client.send("ack='104'", Stage.message("a"));
    client.sendAs(104, "", "").assertTerminal("item-not-found");
  }

  @Test
  void whoSaysNothingHasAllAnswers() {
    var client = stage.client("ack='1'");
    client.logIn();
    client.poll();

    client.sendAs(103, "", "").assertTerminal("item-not-found");
  }

  @Test
  void anAnswerThatSeemsLostIsReported() {
    // §9.2
    var client = stage.client("ack='1'");
    var session = client.logIn();
    session.send(Stage.stanza("x"));
    client.send(Stage.message("a"));
    stage.passSeconds(3);
    var reply = client.send("ack='103'", Stage.message("b"));

    assertThat(reply.attribute("report")).isEqualTo("104");
    assertThat(reply.attribute("time")).isEqualTo("3000");
    // and is said once
    assertThat(client.send("ack='104'", Stage.message("c")).isHeld()).isTrue();
  }

  @Test
  void anAnswerThatMayStillBeUnderWayIsNotReported() {
    var client = stage.client("ack='1'");
    var session = client.logIn();
    session.send(Stage.stanza("x"));
    client.send(Stage.message("a"));

    assertThat(client.send("ack='103'", Stage.message("b")).isHeld()).isTrue();
  }
}
