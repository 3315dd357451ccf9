package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.CRONE;
import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.StanzaError.Condition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a server says never passes a room, in whatever kind of stanza somebody sends it. */
class ForgedMarksTest {

  private static final String FORGED = "stolen";

  private final Stage stage = Stage.ofTwo();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<x xmlns='http://jabber.org/protocol/muc#user'><status code='stolen'/></x>",
        "<x xmlns='http://jabber.org/protocol/muc#user'><item role='stolen'/></x>",
        "<x xmlns='http://jabber.org/protocol/muc#user'><invite from='a@b/stolen'/></x>",
        "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='stolen'/>",
        "<hats xmlns='urn:xmpp:hats:0'><hat title='stolen'/></hats>",
        "<stanza-id xmlns='urn:xmpp:sid:0' by='coven@chat.shakespeare.lit' id='stolen'/>",
        "<stanza-id xmlns='urn:xmpp:sid:0' by='other@chat.shakespeare.lit' id='stolen'/>",
        "<stanza-id xmlns='urn:xmpp:sid:0' by='CHAT.shakespeare.lit' id='stolen'/>",
        "<stanza-id xmlns='urn:xmpp:sid:0' by='shakespeare.lit' id='stolen'/>",
        "<stanza-id xmlns='urn:xmpp:sid:0' by='crone1@shakespeare.lit' id='stolen'/>",
        "<stanza-id xmlns='urn:xmpp:sid:0' by='' id='stolen'/>",
        "<stanza-id xmlns='urn:xmpp:sid:0' id='stolen'/>",
        "<delay xmlns='urn:xmpp:delay' from='coven@chat.shakespeare.lit' stamp='stolen'/>",
        "<delay xmlns='urn:xmpp:delay' from='coven@chat.shakespeare.lit/x' stamp='stolen'/>",
        "<delay xmlns='urn:xmpp:delay' from='chat.shakespeare.lit' stamp='stolen'/>",
        "<delay xmlns='urn:xmpp:delay' from='shakespeare.lit' stamp='stolen'/>",
        "<delay xmlns='urn:xmpp:delay' from='archive.shakespeare.lit' stamp='stolen'/>",
        "<delay xmlns='urn:xmpp:delay' from='hag66@shakespeare.lit' stamp='stolen'/>",
        "<delay xmlns='urn:xmpp:delay' stamp='stolen'/>",
        "<delay xmlns='urn:xmpp:delay' from='example.com' stamp='stolen'/>",
        "<x xmlns='jabber:x:delay' from='example.com' stamp='stolen'/>",
        "<retracted xmlns='urn:xmpp:message-retract:1' from='stolen'/>",
        "<retracted xmlns='urn:xmpp:message-retract:0' from='stolen'/>",
        "<retract xmlns='urn:xmpp:message-retract:0'><moderated"
            + " xmlns='urn:xmpp:message-moderate:1' by='stolen'/></retract>",
        "<apply-to xmlns='urn:xmpp:fasten:0' id='stolen'><external><moderated"
            + " xmlns='urn:xmpp:message-moderate:0'/></external></apply-to>",
        "<x xmlns='jabber:x:delay' stamp='stolen'/>",
        "<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' id='stolen'/></forwarded>",
        "<result xmlns='urn:xmpp:mam:2' id='stolen'/>",
        "<result xmlns='urn:xmpp:mam:1' id='stolen'/>",
        "<archived xmlns='urn:xmpp:mam:tmp' by='coven@chat.shakespeare.lit' id='stolen'/>",
        "<fin xmlns='urn:xmpp:mam:2' id='stolen'/>",
        "<received xmlns='urn:xmpp:carbons:2' id='stolen'/>",
        "<sent xmlns='urn:xmpp:carbons:2' id='stolen'/>",
        "<addresses xmlns='http://jabber.org/protocol/address'><address jid='stolen'/></addresses>",
        "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='stolen'/></event>",
        "<moderated xmlns='urn:xmpp:message-moderate:1' by='stolen'/>",
        "<retract xmlns='urn:xmpp:message-retract:1' id='stolen'>"
            + "<moderated xmlns='urn:xmpp:message-moderate:1'/></retract>",
        "<apply-to xmlns='urn:xmpp:fasten:0' id='stolen'>"
            + "<moderated xmlns='urn:xmpp:message-moderate:0'/></apply-to>",
      })
  void areStripped(String mark) {
    stage.sends(
        HAG, "<message type='groupchat' to='" + ROOM + "'><body>x</body>" + mark + "</message>");
    isClean();
    stage.sends(
        HAG,
        "<message type='chat' to='" + ROOM + "/firstwitch'><body>x</body>" + mark + "</message>");
    isClean();
    stage.sends(
        HAG, "<presence to='" + ROOM + "/thirdwitch'><show>away</show>" + mark + "</presence>");
    isClean();
    isNoRequest(mark);
    isNoAnswer(mark);
    stage.sends(
        HAG, "<presence type='unavailable' to='" + ROOM + "/thirdwitch'>" + mark + "</presence>");
    isClean();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<origin-id xmlns='urn:xmpp:sid:0' id='mine'/>",
        "<stanza-id xmlns='urn:xmpp:sid:0' by='other.example' id='mine'/>",
        "<stanza-id xmlns='urn:xmpp:sid:0' by='notshakespeare.lit' id='mine'/>",
        "<private xmlns='urn:xmpp:carbons:2' id='mine'/>",
        "<retract xmlns='urn:xmpp:message-retract:1' id='mine'/>",
        "<reply xmlns='urn:xmpp:reply:0' id='mine'/>",
        "<x xmlns='jabber:x:conference' jid='mine@chat.shakespeare.lit'/>",
      })
  void andWhatClientsSayThemselvesIsNot(String own) {
    stage.sends(
        HAG, "<message type='groupchat' to='" + ROOM + "'><body>x</body>" + own + "</message>");

    assertThat(stage.last(CRONE).toString()).contains("mine");
  }

  private void isNoRequest(String mark) {
    assertThat(
            stage
                .isRefused(
                    HAG, "<iq type='set' id='1' to='" + ROOM + "/firstwitch'>" + mark + "</iq>")
                .condition())
        .isEqualTo(Condition.BAD_REQUEST);
  }

  private void isNoAnswer(String mark) {
    stage.sends(
        CRONE,
        "<iq type='get' id='2' to='"
            + ROOM
            + "/thirdwitch'><query xmlns='jabber:iq:version'/></iq>");
    var asked = stage.last(HAG).attribute("id").orElseThrow();
    stage.sends(
        HAG, "<iq type='result' id='" + asked + "' to='" + ROOM + "/firstwitch'>" + mark + "</iq>");
    assertThat(stage.last(CRONE).attribute("type")).contains("result");
    isClean();
  }

  private void isClean() {
    assertThat(stage.received(CRONE)).isNotEmpty();
    assertThat(stage.received(CRONE).toString()).doesNotContain(FORGED);
    stage.forget();
  }
}
