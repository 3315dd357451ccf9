package chat.mongoose.conversation;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What a performance notices, shown with a server that does what it should not. */
class PerformanceTest {

  private static final String CAST =
      """
      RFC 6120 §4: they meet
      Romeo: guest
      """;
  private static final String OPEN =
      "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' from='example' id='1' version='1.0'/>";
  private static final String FEATURES =
      "<stream:features xmlns:stream='http://etherx.jabber.org/streams'/>";
  private static final String CLOSE = "<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>";
  private static final String ERROR =
      "<stream:error xmlns:stream='http://etherx.jabber.org/streams'>"
          + "<%s xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>";

  private final ScriptedServer server = new ScriptedServer();

  private void play(String steps) {
    new Performance(server.server()).play(ScriptReader.read("meet.chat", CAST + steps));
  }

  @Test
  void whatComesAsExpectedPasses() {
    server.answer("one", "<two xmlns='jabber:client' id='7'/>");

    assertThatCode(
            () ->
                play("Romeo connects\nRomeo sends:\n  <one/>\nRomeo receives:\n  <two id='{x}'/>"))
        .doesNotThrowAnyException();
  }

  @Test
  void aDifferenceIsToldWithTitleLineNameAndWhatCame() {
    server.answer("one", "<two xmlns='jabber:client' id='7'/>");

    assertThatThrownBy(
            () -> play("Romeo connects\nRomeo sends:\n  <one/>\nRomeo receives:\n  <two id='8'/>"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("RFC 6120 §4: they meet")
        .hasMessageContaining("meet.chat:6: Romeo receives:")
        .hasMessageContaining("'id' of <two/> should be '8' and is '7'")
        .hasMessageContaining("Romeo sent <one xmlns='jabber:client'/>");
  }

  @Test
  void whatNobodyExpectsFailsAtTheEnd() {
    server.answer("one", "<two xmlns='jabber:client'/>", "<three xmlns='jabber:client'/>");

    assertThatThrownBy(
            () -> play("Romeo connects\nRomeo sends:\n  <one/>\nRomeo receives:\n  <two/>"))
        .hasMessageContaining("At the end")
        .hasMessageContaining("<three xmlns='jabber:client'/>");
  }

  @Test
  void silenceWhereSomethingIsExpectedFails() {
    assertThatThrownBy(() -> play("Romeo connects\nRomeo receives:\n  <two/>"))
        .hasMessageContaining("nothing came within");
  }

  @Test
  void whatIsNotXmlFails() {
    server.answer("one", "<two");

    assertThatThrownBy(
            () -> play("Romeo connects\nRomeo sends:\n  <one/>\nRomeo receives:\n  <two/>"))
        .hasMessageContaining("not well-formed");
  }

  @Test
  void inAnyOrderMeansEachOnce() {
    server.answer("one", "<b xmlns='jabber:client'/>", "<a xmlns='jabber:client'/>");
    server.answer("two", "<b xmlns='jabber:client'/>", "<b xmlns='jabber:client'/>");
    var receives = "Romeo receives, in any order:\n  <a/>\n  <b/>";

    assertThatCode(() -> play("Romeo connects\nRomeo sends:\n  <one/>\n" + receives))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> play("Romeo connects\nRomeo sends:\n  <two/>\n" + receives))
        .hasMessageContaining("<a/> was expected, <b/> came");
  }

  @Test
  void aStreamErrorIsTheNamedOneAndTheLastThing() {
    var right = ERROR.formatted("bad-format");
    server.answer("right", right, CLOSE, "END");
    server.answer("other", ERROR.formatted("conflict"), CLOSE, "END");
    server.answer("unclosed", right, "END");
    server.answer("unended", right, CLOSE);
    var steps = "Romeo connects\nRomeo sends:\n  <%s/>\nRomeo's stream ends with bad-format\n";

    assertThatCode(() -> play(steps.formatted("right"))).doesNotThrowAnyException();
    assertThatThrownBy(() -> play(steps.formatted("other"))).hasMessageContaining("conflict");
    assertThatThrownBy(() -> play(steps.formatted("unclosed"))).hasMessageContaining("<close/>");
    assertThatThrownBy(() -> play(steps.formatted("unended"))).hasMessageContaining("to end");
  }

  @Test
  void aRefusedHandshakeHasTheRightStatus() {
    server.refuse(401);

    assertThatThrownBy(() -> play("Romeo connects and is refused with HTTP status 403"))
        .hasMessageContaining("expected HTTP status 403, but got 401");
    assertThatThrownBy(() -> play("Romeo connects")).hasMessageContaining("401");
  }

  @Test
  void whoIsLetInWasNotRefused() {
    assertThatThrownBy(
            () -> play("Romeo connects from the origin null and is refused with HTTP status 403"))
        .hasMessageContaining("was let in");
  }

  @Test
  void aStreamOfAnotherDomainIsNoStream() {
    server.answer("<open", OPEN.replace("example", "elsewhere"), FEATURES);

    assertThatThrownBy(() -> play("Romeo connects\nRomeo opens a stream"))
        .hasMessageContaining("its domain");
  }

  @Test
  void anOpenStreamIsClosedAtTheEndAndAnswersInKind() {
    server.answer("<open", OPEN, FEATURES);

    assertThatThrownBy(() -> play("Romeo connects\nRomeo opens a stream"))
        .hasMessageContaining("At the end")
        .hasMessageContaining("expected <close/>");
  }

  @Test
  void aMechanismThatIsNotOfferedIsMissed() {
    server.answer("<open", OPEN, FEATURES);

    assertThatThrownBy(() -> play("Romeo logs in")).hasMessageContaining("[ANONYMOUS]");
  }
}
