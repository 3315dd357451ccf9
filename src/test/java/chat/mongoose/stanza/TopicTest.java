package chat.mongoose.stanza;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.xml.Element;
import chat.mongoose.xml.Xml;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** XEP-0352 §4: what an inactive client can wait for. */
class TopicTest {

  private static final String TYPING = "<composing xmlns='http://jabber.org/protocol/chatstates'/>";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<presence from='a'/>",
        "<presence from='a' type='unavailable'/>",
        "<presence from='a'><x xmlns='http://jabber.org/protocol/muc#user'><item/></x></presence>",
        "<message from='a' type='groupchat'>" + TYPING + "</message>",
        "<message from='a'>" + TYPING + "<no-store xmlns='urn:xmpp:hints'/></message>"
      })
  void onlyTheNewestCounts(String text) {
    assertThat(Topic.of(parse(text))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<presence from='a' type='error'/>",
        "<presence from='a' type='subscribe'/>",
        "<presence from='a'><x xmlns='http://jabber.org/protocol/muc#user'><status code='110'/></x>"
            + "</presence>",
        "<message from='a'><body>x</body>" + TYPING + "</message>",
        "<message from='a'><subject/></message>",
        "<message from='a'/>",
        "<iq from='a'/>"
      })
  void itHasToBeRead(String text) {
    assertThat(Topic.of(parse(text))).isEmpty();
  }

  private static Element parse(String text) {
    return Xml.parse(text.replaceFirst("<(\\w+)", "<$1 xmlns='jabber:client'"));
  }
}
