package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.CRONE;
import static chat.mongoose.muc.Stage.GUEST;
import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.Jid;
import chat.mongoose.xml.Element;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** XEP-0317, as far as a room gives hats: to guests and to its staff. */
class HatsTest {

  private static final String FORGED =
      "<hats xmlns='urn:xmpp:hats:0'>"
          + "<hat uri='https://mongoose.chat/hats#owner' title='Owner'/></hats>";

  private final Stage stage = new Stage();

  @BeforeEach
  void enter() {
    stage.enters(CRONE, "firstwitch"); // opens the room, and owns it
    stage.enters(HAG, "thirdwitch");
    stage.enters(GUEST, "stranger");
  }

  @Test
  void theMessagesOfStaffAndGuestsSayWhatTheyAre() {
    assertThat(saidBy(CRONE)).containsExactly("owner");
    assertThat(saidBy(HAG)).isEmpty();
    assertThat(saidBy(GUEST)).containsExactly("guest");
  }

  @Test
  void theyAreArchivedWithTheMessage() {
    stage.says(GUEST, "I was here.");

    assertThat(hats(stage.archived.get(0).message().element())).containsExactly("guest");
  }

  @Test
  void whoRisesWearsAnotherOneFromThenOn() {
    stage.sends(
        CRONE,
        "<iq type='set' id='r1' to='"
            + ROOM
            + "'><query xmlns='http://jabber.org/protocol/muc#admin'>"
            + "<item nick='stranger' role='moderator'/></query></iq>");

    assertThat(saidBy(GUEST)).containsExactly("guest", "moderator");
  }

  @Test
  void nobodyPutsOneOnHimself() {
    stage.sends(
        GUEST,
        "<message type='groupchat' to='" + ROOM + "'><body>Obey!</body>" + FORGED + "</message>");

    assertThat(stage.last(HAG).children(Hats.NS, "hats")).hasSize(1);
    assertThat(hats(stage.last(HAG))).containsExactly("guest");

    stage.sends(
        HAG, "<presence to='" + ROOM + "/thirdwitch'><show>away</show>" + FORGED + "</presence>");

    assertThat(stage.last(GUEST).has(Hats.NS, "hats")).isFalse();
  }

  @Test
  void thePresenceOfAGuestSaysSo() {
    stage.sends(GUEST, "<presence to='" + ROOM + "/stranger'><show>away</show></presence>");

    assertThat(hats(stage.last(HAG))).containsExactly("guest");
  }

  private List<String> saidBy(Jid who) {
    stage.says(who, "Double, double");
    return hats(stage.last(HAG));
  }

  private static List<String> hats(Element stanza) {
    return stanza.child(Hats.NS, "hats").stream()
        .flatMap(hats -> hats.children(Hats.NS, "hat").stream())
        .map(hat -> hat.attribute("uri").orElseThrow().replace(Hats.OURS, ""))
        .toList();
  }
}
