package chat.mongoose.bosh;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.session.StreamError;
import chat.mongoose.xml.Element;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** XEP-0124 §8, XEP-0206 §5 and §6: what is carried, and when it is answered. */
class CarryStreamTest {

  private final Stage stage = new Stage();

  @Test
  void aLoginRestartsTheStreamAndBinds() {
    var session = stage.client("").logIn();

    assertThat(session.jid().orElseThrow().toString()).startsWith("romeo@localhost/");
  }

  @Test
  void aRestartCarriesNothingElse() {
    var client = stage.client("");
    client.send(Stage.LOGIN);
    var reply = client.send("xmpp:restart='true'", Stage.message("m"));

    assertThat(reply.payloads()).containsExactly("features");
    assertThat(stage.routed).isEmpty();
  }

  @Test
  void payloadsAreRoutedInTheirOrder() {
    var client = stage.client("");
    client.logIn();
    client.send(Stage.message("a") + Stage.message("b"));
    client.send("<message id='c'/>");

    assertThat(stage.routed).containsExactly("a", "b", "c");
  }

  @Test
  void aRequestIsHeldUntilThereIsSomethingToSay() {
    var client = stage.client("");
    var session = client.logIn();
    var poll = client.poll();
    assertThat(poll.isHeld()).isTrue();

    session.send(Stage.stanza("m"));

    assertThat(poll.text())
        .isEqualTo(
            "<body xmlns=\"http://jabber.org/protocol/httpbind\">"
                + "<message xmlns=\"jabber:client\" id=\"m\"/></body>");
  }

  @Test
  void aRequestIsHeldNoLongerThanTheClientWaits() {
    var poll = stage.client("wait='10'").poll();

    stage.passSeconds(8);
    assertThat(poll.isHeld()).isTrue();
    stage.passSeconds(2);
    poll.assertEmpty();
  }

  @Test
  void theNewerRequestIsHeldInPlaceOfTheOlder() {
    var client = stage.client("");
    client.logIn();
    var first = client.poll();
    var second = client.send(Stage.message("a"));

    first.assertEmpty();
    assertThat(second.isHeld()).isTrue();
  }

  @Test
  void twoAreHeldForWhoWantsIt() {
    var client = stage.client("hold='2'");
    var session = client.logIn();
    var first = client.poll();
    var second = client.send(Stage.message("a"));
    assertThat(first.isHeld()).isTrue();
    assertThat(second.isHeld()).isTrue();

    session.send(Stage.stanza("x"));
    session.send(Stage.stanza("y"));
    session.send(Stage.stanza("z"));

    assertThat(first.text()).contains("\"x\"").doesNotContain("\"y\"");
    assertThat(second.text()).contains("\"y\"").doesNotContain("\"z\"");
    assertThat(client.poll().text()).contains("\"z\"");
  }

  @Test
  void allThatWaitsLeavesInOneAnswerAndInOrder() {
    var client = stage.client("");
    var session = client.logIn();
    for (int i = 0; i < 200; i++) {
      session.send(Stage.stanza("m" + i));
    }

    var stanzas = client.poll().body().children();

    assertThat(stanzas).hasSize(200);
    for (int i = 0; i < 200; i++) {
      assertThat(stanzas.get(i).attribute("id")).contains("m" + i);
    }
  }

  @Test
  void anAnswerThatIsLongEnoughLeavesTheRestToTheNext() {
    var client = stage.client("");
    var session = client.logIn();
    for (int i = 0; i < 10; i++) {
      session.send(Stage.stanza("m" + i).plus("x".repeat(40_000)));
    }

    var got = 0;
    while (got < 10) {
      var reply = client.send(Stage.message("a"));
      assertThat(reply.answer().content().length).isLessThan(2 * BoshTransport.FULL + 40_100);
      for (Element stanza : reply.body().children()) {
        assertThat(stanza.attribute("id")).contains("m" + got++);
      }
    }
  }

  @Test
  void whoDoesNotFetchWhatIsSentLosesHisSession() {
    var client = stage.client("");
    var session = client.logIn();
    for (int i = 0; i <= Stage.OUTBOX + 1; i++) {
      session.send(Stage.stanza("m" + i));
    }

    assertThat(stage.ended).containsExactly(session);
    client.poll().assertTerminal("item-not-found");
  }

  @Test
  void aStreamErrorIsToldWithTheStanzasBeforeIt() {
    var client = stage.client("");
    var session = client.logIn();
    session.send(Stage.stanza("before"));
    session.close(new StreamError(StreamError.Condition.CONFLICT, "Somebody else is here."));
    var reply = client.poll();

    reply.assertTerminal("remote-stream-error");
    assertThat(reply.payloads()).containsExactly("message", "error");
    assertThat(reply.text()).contains(" xmlns:stream=", "<conflict ");
    client.poll().assertTerminal("item-not-found");
  }

  @Test
  void theServersEndIsToldAtOnceToWhoWaits() {
    var client = stage.client("");
    var session = client.logIn();
    var poll = client.poll();

    session.close(new StreamError(StreamError.Condition.SYSTEM_SHUTDOWN, "Good night."));

    poll.assertTerminal("system-shutdown");
  }

  @Test
  void aFaultOfTheClientEndsItsStream() {
    var client = stage.client("");
    var reply = client.send(Stage.message("too early"));

    reply.assertTerminal("remote-stream-error");
    assertThat(reply.text()).contains("<not-authorized ");
  }

  @Test
  void aSessionThatBeganOverTlsIsNotOpenWithoutIt() {
    var secure = new Peer("192.0.2.7", true);
    var sid =
        stage.post(Stage.body("rid='100' ver='1.6' to='localhost'", ""), secure).attribute("sid");
    var request = Stage.body("rid='101' sid='" + sid + "'", "");

    stage.post(request, Stage.PEER).assertTerminal("item-not-found");
    // §19.1: and it is not ended by that
    assertThat(stage.post(request, secure).isHeld()).isTrue();
  }

  @Test
  void anIdThatNobodyHasIsNotFound() {
    stage.post(Stage.body("rid='1' sid='unknown'", "")).assertTerminal("item-not-found");
  }

  @Test
  void aRequestOfASessionThatCannotBeReadEndsIt() {
    var client = stage.client("");
    var poll = client.poll();

    client.sendAs(102, "pause='x'", "").assertTerminal("bad-request");

    poll.assertTerminal("other-request");
    client.sendAs(102, "", "").assertTerminal("item-not-found");
    assertThat(stage.sessions.count()).isZero();
  }

  @Test
  void whoPollsIsAlive() {
    var client = stage.client("");
    var session = client.logIn();
    var heard = session.heard();
    stage.pass(Duration.ofSeconds(10));
    client.poll();

    assertThat(session.heard()).isEqualTo(heard.plusSeconds(10));
  }
}
