package chat.mongoose.bosh;

import static chat.mongoose.bosh.Bodies.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.xml.Element;
import chat.mongoose.xml.Xml;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** XEP-0124 §6: what a request says. */
class BoshBodyTest {

  @Test
  void anEmptyBodyAsksForAnAnswerAndNothingElse() {
    var poll = body("rid='7' sid='s'");

    assertThat(poll.rid()).isEqualTo(7);
    assertThat(poll.sid()).contains("s");
    assertThat(poll.isPoll()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pause='1'", "type='terminate'", "xmpp:restart='true'"})
  void whatAsksForMoreIsNoPoll(String attribute) {
    assertThat(body("rid='7' " + attribute).isPoll()).isFalse();
  }

  @Test
  void payloadsKeepTheirOrderAndTheirNamespaces() {
    var body =
        body(
            "rid='7'",
            "\n <auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"
                + "<message xmlns='jabber:client'/>\n");

    assertThat(body.payloads())
        .containsExactly(
            Element.of("urn:ietf:params:xml:ns:xmpp-sasl", "auth"),
            Element.of("jabber:client", "message"));
    assertThat(body.isPoll()).isFalse();
  }

  @Test
  void stanzasWithoutANamespaceOfTheirOwnAreThoseOfClients() {
    // XEP-0206 §2; not even the body within the message is the wrapper's
    var body = body("rid='7'", "<message><body>Hi</body><x xmlns='urn:x'/></message>");

    assertThat(body.payloads())
        .containsExactly(
            Xml.parse(
                "<message xmlns='jabber:client'><body>Hi</body><x xmlns='urn:x'/></message>"));
  }

  @Test
  void numbersAreReadUpToTheLargestThatEveryLanguageKnows() {
    assertThat(body("rid='9007199254740991'").rid()).isEqualTo(9_007_199_254_740_991L);
    assertThat(body("rid='1' pause='65535'").pause()).contains(Duration.ofSeconds(65_535));
    assertThat(body("rid='1' ack='9007199254740991'").ack()).hasValue(9_007_199_254_740_991L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rid=''",
        "rid='0'",
        "rid='-1'",
        "rid='1.0'",
        "rid='+1'",
        "rid='٣'",
        "rid='9007199254740992'",
        "rid='99999999999999999999'",
        "rid='1' pause='65536'",
        "rid='1' pause='x'",
        "rid='1' ack='x'",
        "rid='1' type='begin'"
      })
  void whatCannotBeReadIsABadRequest(String attributes) {
    assertBadRequest(() -> body(attributes));
  }

  @Test
  void textInTheWrapperIsABadRequest() {
    assertBadRequest(() -> body("rid='1'", "Hi"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<body rid='1'/>", "<html xmlns='http://jabber.org/protocol/httpbind'/>"})
  void whatIsNoWrapperIsABadRequest(String document) {
    assertBadRequest(() -> BoshBody.of(Xml.parse(document), document.length()));
  }

  @Test
  void aRestartIsTrueOrOne() {
    assertThat(body("rid='1' xmpp:restart='true'").isRestart()).isTrue();
    assertThat(body("rid='1' xmpp:restart='1'").isRestart()).isTrue();
    assertThat(body("rid='1' xmpp:restart='false'").isRestart()).isFalse();
    assertThat(body("rid='1' restart='true'").isRestart()).isFalse();
  }

  @Test
  void theStreamsHeaderIsInTheAttributes() {
    var header =
        body("rid='1' to='a' from='b@a' xml:lang='de' xmpp:version='1.0'")
            .header(Optional.of("other"));

    assertThat(header.to()).contains("a");
    assertThat(header.from()).contains("b@a");
    assertThat(header.lang()).contains("de");
    assertThat(header.version()).contains("1.0");
  }

  @Test
  void aRestartNeedNotSayWhatIsKnown() {
    var header = body("rid='1'").header(Optional.of("localhost"));

    assertThat(header.to()).contains("localhost");
    assertThat(header.version()).contains("1.0");
  }

  private static void assertBadRequest(org.assertj.core.api.ThrowableAssert.ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            BoshException.class,
            refusal -> assertThat(refusal.condition()).isEqualTo(Condition.BAD_REQUEST));
  }
}
