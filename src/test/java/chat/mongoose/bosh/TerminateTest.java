package chat.mongoose.bosh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** XEP-0124 §13: the client ends the session. */
class TerminateTest {

  private final Stage stage = new Stage();

  @Test
  void theOldestRequestIsToldAndTheOthersGetNothing() {
    var client = stage.client("");
    var session = client.logIn();
    var held = client.poll();
    var last = client.send("type='terminate'", Stage.message("bye"));

    assertThat(stage.routed).containsExactly("bye");
    assertThat(stage.ended).containsExactly(session);
    held.assertTerminal("");
    last.assertEmpty();
    client.poll().assertTerminal("item-not-found");
  }

  @Test
  void whatWaitsIsSentAtTheEnd() {
    var client = stage.client("");
    var session = client.logIn();
    session.send(Stage.stanza("x"));
    session.send(Stage.stanza("y"));
    var last = client.send("type='terminate'", "");

    last.assertTerminal("");
    assertThat(last.payloads()).containsExactly("message", "message");
  }

  @Test
  void beforeTheLoginItEndsAsWell() {
    var client = stage.client("");
    client.send("type='terminate'", "").assertTerminal("");

    assertThat(stage.sessions.count()).isZero();
  }

  @Test
  void itIsOneMoreThanMayBeUnderWay() {
    // §11; the request between is late, and is handled before
    var client = stage.client("");
    client.logIn();
    client.poll();
    var last = client.sendAs(106, "type='terminate'", Stage.message("b"));
    assertThat(last.isHeld()).isTrue();
    client.sendAs(105, "", Stage.message("a"));

    assertThat(stage.routed).containsExactly("a", "b");
    assertThat(stage.ended).hasSize(1);
  }
}
