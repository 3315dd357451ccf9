package chat.mongoose.stanza;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Xml;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6120 §8: the shape of stanzas and of errors. */
class StanzaTest {

  private static final Jid ROMEO = Jid.of("romeo@example.net/orchard");
  private static final Jid JULIET = Jid.of("juliet@example.net/balcony");

  @Test
  void anAddressIsWrittenAsItWasPrepared() {
    var message = stanza("<message to='JULIET@example.net/balcony'/>");

    assertThat(message.to()).contains(JULIET);
    assertThat(message.element().attribute("to")).contains("juliet@example.net/balcony");
    assertThat(message.withFrom(ROMEO).element().attribute("from")).contains(ROMEO.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<iq type='get'><a xmlns='b'/></iq>",
        "<iq id='1'><a xmlns='b'/></iq>",
        "<iq type='ask' id='1'><a xmlns='b'/></iq>",
        "<iq type='get' id='1'/>",
        "<iq type='set' id='1'><a xmlns='b'/><c xmlns='d'/></iq>",
        "<presence type='sleepy'/>"
      })
  void aStanzaOfTheWrongShapeIsABadRequest(String text) {
    assertThatThrownBy(() -> stanza(text))
        .isInstanceOfSatisfying(
            StanzaError.class, e -> assertThat(e.condition()).isEqualTo(Condition.BAD_REQUEST));
  }

  @Test
  void aMessageOfUnknownTypeIsNormal() {
    assertThat(stanza("<message type='shout'/>"))
        .isInstanceOfSatisfying(
            Message.class, message -> assertThat(message.type()).isEqualTo(Message.Type.NORMAL));
  }

  @Test
  void aResultGoesBackToWhoAsked() {
    var request = (Iq) stanza("<iq type='get' id='7' from='a@b/c' to='b'><q xmlns='x'/></iq>");

    assertThat(request.result())
        .hasToString(
            "<iq xmlns=\"jabber:client\" type=\"result\" id=\"7\" from=\"b\" to=\"a@b/c\"/>");
  }

  @Test
  void anErrorHasConditionTypeAndASentence() {
    var refused =
        stanza("<message id='1' from='a@b/c' to='d@e' type='chat'><body>x</body></message>");

    assertThat(new StanzaError(Condition.FORBIDDEN, "Not you.").answerTo(refused))
        .hasToString(
            "<message xmlns=\"jabber:client\" type=\"error\" id=\"1\" from=\"d@e\" to=\"a@b/c\">"
                + "<error type=\"auth\"><forbidden xmlns=\"urn:ietf:params:xml:ns:xmpp-stanzas\"/>"
                + "<text xmlns=\"urn:ietf:params:xml:ns:xmpp-stanzas\" xml:lang=\"en\">Not you.</text>"
                + "</error></message>");
  }

  @Test
  void whatIsRenderedForManyHasAHoleForEachAddress() {
    var rendered =
        Rendered.forMany(stanza("<message to='x@y' id='ü'><body>Grüße</body></message>"));
    var address = Rendered.address(Jid.of("o'neill&co@b/<z>".replace("'", "").replace("&", "")));

    var out = ByteBuffer.allocate(rendered.length(address));
    rendered.write(out, address);

    assertThat(out.hasRemaining()).isFalse();
    var text = new String(out.array(), StandardCharsets.UTF_8);
    assertThat(text).isEqualTo(rendered.text(address));
    assertThat(Stanza.of(Xml.parse(text)).to()).contains(Jid.of("oneillco@b/<z>"));
    assertThat(Xml.parse(text).child(Stanza.NS, "body").get().text()).isEqualTo("Grüße");
  }

  @Test
  void whatIsRenderedForOneKeepsItsAddress() {
    var rendered = Rendered.of(stanza("<message to='x@y'/>"));

    assertThat(rendered.text(Rendered.address(ROMEO)))
        .isEqualTo("<message xmlns=\"jabber:client\" to=\"x@y\"/>");
  }

  private static Stanza stanza(String text) {
    return Stanza.of(Xml.parse(text.replaceFirst("<(\\w+)", "<$1 xmlns='jabber:client'")));
  }
}
