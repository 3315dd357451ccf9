package chat.mongoose.bosh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** XEP-0124 §15.4: a session whose client uses keys. */
class SessionKeysTest {

  private final Stage stage = new Stage();
  private final List<String> keys = KeySequenceTest.sequence("seed", 5);
  private final Stage.Client client = stage.client("newkey='" + keys.get(4) + "'");

  @Test
  void theRightKeysAreTaken() {
    assertThat(client.send(key(3), Stage.LOGIN).payloads()).containsExactly("success");
    assertThat(client.send(key(2) + " xmpp:restart='true'", "").payloads())
        .containsExactly("features");
  }

  @Test
  void requestsInTheWrongOrderAreComparedInTheRightOne() {
    var second = client.sendAs(102, key(2) + " xmpp:restart='true'", "");
    var first = client.sendAs(101, key(3), Stage.LOGIN);

    assertThat(first.payloads()).containsExactly("success", "features");
    assertThat(second.isHeld()).isTrue();
  }

  @Test
  void aWrongKeyEndsTheSessionAndIsNotHandled() {
    var reply = client.send("key='0'", Stage.LOGIN);

    reply.assertTerminal("item-not-found");
    assertThat(stage.sessions.count()).isZero();
  }

  @Test
  void aMissingKeyEndsTheSession() {
    client.send(Stage.LOGIN).assertTerminal("item-not-found");
  }

  @Test
  void nobodyGetsAnAnswerAgainWithoutItsKey() {
    client.send(key(3), Stage.LOGIN);

    client.sendAs(101, key(2), Stage.LOGIN).assertTerminal("item-not-found");
  }

  @Test
  void aRepetitionWithItsKeyIsAnswered() {
    var first = client.send(key(3), Stage.LOGIN);

    assertThat(client.sendAs(101, key(3), Stage.LOGIN).text()).isEqualTo(first.text());
  }

  private String key(int index) {
    return "key='" + keys.get(index) + "'";
  }
}
