package chat.mongoose.bosh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** XEP-0124 §7, XEP-0206 §3 and §4: the first request and its answer. */
class CreateSessionTest {

  private final Stage stage = new Stage();

  @Test
  void theAnswerTellsTheTermsAndTheStream() {
    var reply = stage.create("wait='30' hold='1' ack='1' xml:lang='en'");

    assertThat(reply.attribute("wait")).isEqualTo("30");
    assertThat(reply.attribute("ack")).isEqualTo("100");
    assertThat(reply.attribute("from")).isEqualTo("localhost");
    assertThat(reply.attribute("authid")).isNotEmpty();
    assertThat(reply.attribute("{urn:xmpp:xbosh}version")).isEqualTo("1.0");
    assertThat(reply.attribute("{urn:xmpp:xbosh}restartlogic")).isEqualTo("true");
    assertThat(reply.body().has("http://etherx.jabber.org/streams", "features")).isTrue();
    assertThat(reply.answer().contentType()).isEqualTo("text/xml; charset=utf-8");
  }

  @Test
  void thePrefixesAreThoseThatClientsLookFor() {
    assertThat(stage.create("").text())
        .contains(" xmpp:restartlogic=\"true\"", " xmlns:stream=", "<stream:features ");
  }

  @Test
  void noTwoSessionsHaveTheSameId() {
    var ids = new HashSet<String>();
    for (int i = 0; i < 10; i++) {
      ids.add(stage.create("").attribute("sid"));
    }

    assertThat(ids).hasSize(10).allMatch(id -> id.matches("[\\w-]{22}"));
  }

  @Test
  void whoeverAsksForAWrongDomainLearnsWhichOneItIs() {
    var reply = stage.post(Stage.body("rid='1' ver='1.6' to='example.net'", ""));

    reply.assertTerminal("host-unknown");
    assertThat(reply.attribute("from")).isEqualTo("localhost");
    assertThat(stage.sessions.count()).isZero();
  }

  @Test
  void whoDoesNotSayWhereToIsAddressedImproperly() {
    stage.post(Stage.body("rid='1' ver='1.6'", "")).assertTerminal("improper-addressing");
  }

  @Test
  void aVersionOfXmppThatIsNotSpokenIsAnErrorOfTheStream() {
    var reply = stage.post(Stage.body("rid='1' ver='1.6' to='localhost' xmpp:version='0.9'", ""));

    reply.assertTerminal("remote-stream-error");
    assertThat(reply.text()).contains("<stream:error ", "<unsupported-version ");
  }

  @Test
  void whatComesAlongIsInput() {
    var reply =
        stage.post(Stage.body("rid='1' ver='1.6' to='localhost'", "<login xmlns='urn:test'/>"));

    assertThat(reply.payloads()).containsExactly("features", "success");
  }

  @Test
  void oneSessionMoreThanAllowedIsRefused() {
    var small = new Stage(1);
    small.create("");

    small.create("").assertTerminal("remote-connection-failed");
    assertThat(small.sessions.count()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wait='x'", "ver='x'", "rid='x'", "content='text/html'"})
  void whatCannotBeReadIsABadRequest(String attribute) {
    var all = "rid='1' ver='1.6' to='localhost'";
    var name = attribute.substring(0, attribute.indexOf('='));
    var reply = stage.post(Stage.body(all.replaceAll(name + "='[^']*'", "") + " " + attribute, ""));

    reply.assertTerminal("bad-request");
    assertThat(stage.sessions.count()).isZero();
  }

  @Test
  void anOldClientGetsHttpErrors() {
    // §17.1
    var reply = stage.post(Stage.body("rid='1' to='localhost' wait='x'", ""));

    assertThat(reply.answer().status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "<body",
        "<body/>",
        "<!DOCTYPE body><body xmlns='http://jabber.org/protocol/httpbind' rid='1'/>",
        "<body xmlns='http://jabber.org/protocol/httpbind' rid='1'><!-- no --></body>",
        "<body xmlns='http://jabber.org/protocol/httpbind' rid='1'/><second/>"
      })
  void whatIsNoXmlThatXmppAllowsIsABadRequest(String content) {
    var reply = stage.post(content);

    assertThat(reply.answer().status()).isIn(200, 400);
    assertThat(stage.sessions.count()).isZero();
  }

  @Test
  void theTypeOfAnswersIsTheClientsChoice() {
    var client = stage.client("content='text/plain'");

    assertThat(client.send(Stage.LOGIN).answer().contentType())
        .isEqualTo("text/plain; charset=utf-8");
  }
}
