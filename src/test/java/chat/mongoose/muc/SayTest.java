package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.CRONE;
import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.ROOM;
import static chat.mongoose.muc.Stage.WICCA;
import static chat.mongoose.muc.Stage.from;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.Stanza;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** XEP-0045 §7.4, with XEP-0359 and XEP-0421. */
class SayTest {

  private final Stage stage = Stage.ofTwo();

  @Test
  void everybodyHearsItFromTheOccupantAndWithTheSendersId() {
    stage.sends(
        HAG,
        "<message type='groupchat' id='hysf1v37' to='"
            + ROOM
            + "'><body>Harpier cries: 'tis time, 'tis time.</body></message>");

    for (var each : List.of(CRONE, HAG)) {
      assertThat(stage.received(each)).hasSize(1);
      assertThat(from(stage.last(each))).isEqualTo(ROOM + "/thirdwitch");
      assertThat(stage.last(each).attribute("id")).contains("hysf1v37");
      assertThat(stage.last(each).attribute("type")).contains("groupchat");
      assertThat(stage.heard(each)).containsExactly("Harpier cries: 'tis time, 'tis time.");
    }
  }

  @Test
  void itBearsItsIdentifierInTheArchiveAndThatOfItsSender() {
    stage.says(HAG, "Harpier cries.");

    var heard = stage.last(CRONE);
    var kept = stage.archived.get(0);
    var mark = heard.child(ServerMarks.NS_STANZA_ID, "stanza-id").orElseThrow();
    assertThat(mark.attribute("by")).contains(ROOM.toString());
    assertThat(mark.attribute("id")).contains(kept.id().toString());
    assertThat(heard.child(OccupantIds.NS, "occupant-id").flatMap(id -> id.attribute("id")))
        .contains(kept.occupantId());
    assertThat(kept.message().element()).isEqualTo(heard.without("to"));
    assertThat(kept.sender()).isEqualTo(HAG);
    assertThat(kept.nick()).isEqualTo("thirdwitch");
    assertThat(kept.room()).isEqualTo(ROOM);
    assertThat(kept.at()).isEqualTo(stage.now());
  }

  @Test
  void nobodyHearsItBeforeItIsArchived() {
    stage.hold();
    stage.says(HAG, "Double, double toil and trouble.");

    assertThat(stage.received(CRONE)).isEmpty();
    assertThat(stage.received(HAG)).isEmpty();

    stage.release();

    assertThat(stage.heard(CRONE)).containsExactly("Double, double toil and trouble.");
  }

  @Test
  void identifiersRiseWithTheMessagesAlsoWithinOneMomentAndWhenTheClockIsPutBack() {
    stage.says(HAG, "one");
    stage.says(CRONE, "two");
    stage.reload();
    stage.pass(java.time.Duration.ofHours(-1));
    stage.enters(CRONE, "firstwitch");
    stage.says(CRONE, "three");

    assertThat(stage.archived).extracting(ArchivedGroupchat::id).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void marksThatOnlyTheRoomMaySetAreReplacedAndThoseOfOthersStay() {
    stage.sends(
        HAG,
        """
        <message type='groupchat' to='%1$s'>
          <body>I come, Graymalkin!</body>
          <stanza-id xmlns='urn:xmpp:sid:0' by='%1$s' id='forged'/>
          <stanza-id xmlns='urn:xmpp:sid:0' by='Coven@CHAT.shakespeare.lit' id='forged'/>
          <stanza-id xmlns='urn:xmpp:sid:0' by='other@chat.example.org' id='theirs'/>
          <origin-id xmlns='urn:xmpp:sid:0' id='mine'/>
          <occupant-id xmlns='urn:xmpp:occupant-id:0' id='forged'/>
          <delay xmlns='urn:xmpp:delay' from='%1$s' stamp='2002-09-10T23:08:25Z'/>
          <delay xmlns='urn:xmpp:delay' from='bridge.example.org' stamp='2003-09-10T23:08:25Z'/>
          <x xmlns='http://jabber.org/protocol/muc#user'><status code='104'/></x>
        </message>"""
            .formatted(ROOM));

    var heard = stage.last(CRONE);
    assertThat(heard.toString()).doesNotContain("forged", "2002-09-10", "2003-09-10", "104");
    assertThat(heard.toString()).contains("theirs", "mine");
    assertThat(heard.children(ServerMarks.NS_STANZA_ID, "stanza-id")).hasSize(2);
    assertThat(heard.children(OccupantIds.NS, "occupant-id")).hasSize(1);
  }

  @Test
  void extensionsPassUnchanged() {
    stage.sends(
        HAG,
        "<message type='groupchat' xml:lang='en' to='"
            + ROOM
            + "'><body>x</body>"
            + "<markable xmlns='urn:xmpp:chat-markers:0'/></message>");

    assertThat(stage.last(CRONE).has("urn:xmpp:chat-markers:0", "markable")).isTrue();
    assertThat(stage.last(CRONE).attribute("xml:lang")).contains("en");
  }

  @Test
  void whoIsNotHereIsRefused() {
    assertThat(stage.isRefused(WICCA, message("groupchat")).condition())
        .isEqualTo(Condition.NOT_ACCEPTABLE);
  }

  @Test
  void aVisitorIsRefused() {
    var moderated = new Stage(Configurations.moderated(), Map.of(CRONE, Affiliation.OWNER));
    moderated.enters(CRONE, "firstwitch");
    moderated.enters(HAG, "thirdwitch");

    assertThat(moderated.isRefused(HAG, message("groupchat")).condition())
        .isEqualTo(Condition.FORBIDDEN);

    moderated.says(CRONE, "All hail!");

    assertThat(moderated.heard(HAG)).containsExactly("All hail!");
  }

  @Test
  void aMessageOfAnotherTypeIsRefused() {
    // §17.2
    assertThat(stage.isRefused(HAG, message("chat")).condition()).isEqualTo(Condition.BAD_REQUEST);
    assertThat(stage.isRefused(HAG, message("normal")).condition())
        .isEqualTo(Condition.BAD_REQUEST);
  }

  @Test
  void aMessageToARoomThatDoesNotExistIsRefused() {
    // §17.2
    assertThat(new Stage().isRefused(HAG, message("groupchat")).condition())
        .isEqualTo(Condition.ITEM_NOT_FOUND);
  }

  @Test
  void aMessageThatIsTooLargeIsRefused() {
    var error =
        stage.isRefused(
            HAG,
            "<message type='groupchat' to='"
                + ROOM
                + "'><body>"
                + "x".repeat(2000)
                + "</body></message>");

    assertThat(error.condition()).isEqualTo(Condition.POLICY_VIOLATION);
  }

  @Test
  void whatIsKeptAndShowsNothingCannotBeSaidAgainAndAgain() {
    var mark =
        "<message type='groupchat' to='"
            + ROOM
            + "'><reactions id='1' xmlns='urn:xmpp:reactions:0'/></message>";
    var refused = 0;
    for (int i = 0; i < 300; i++) {
      try {
        stage.sends(CRONE, mark);
      } catch (StanzaError e) {
        assertThat(e.type()).isEqualTo(StanzaError.Type.WAIT);
        refused++;
      }
    }

    assertThat(refused).isBetween(200, 300 - Manners.MARKS);
    stage.says(CRONE, "But this.");
    assertThat(stage.heard(HAG)).containsExactly("But this.");
  }

  @Test
  void typingIsToldAtOnceAndNotKept() {
    // XEP-0313 §3
    stage.sends(
        HAG,
        "<message type='groupchat' to='"
            + ROOM
            + "'><composing xmlns='http://jabber.org/protocol/chatstates'/>"
            + "<no-store xmlns='urn:xmpp:hints'/></message>");

    assertThat(stage.received(CRONE)).hasSize(1);
    assertThat(stage.last(CRONE).has(ServerMarks.NS_STANZA_ID, "stanza-id")).isFalse();
    assertThat(stage.archived).isEmpty();
  }

  @Test
  void nobodyCanKeepWhatHeSaysOutOfTheArchive() {
    stage.sends(
        HAG,
        "<message type='groupchat' to='"
            + ROOM
            + "'><body>By the pricking of my thumbs</body><no-store xmlns='urn:xmpp:hints'/>"
            + "</message>");
    stage.sends(
        HAG,
        "<message type='groupchat' to='"
            + ROOM
            + "'><reactions xmlns='urn:xmpp:reactions:0' id='1'><reaction>x</reaction></reactions>"
            + "</message>");

    assertThat(stage.archived).hasSize(2);
  }

  @Test
  void aRoomThatIsNotArchivedSaysItAtOnceAndWithoutAnIdentifier() {
    var unarchived = new Stage(Configurations.unarchived(), Map.of(CRONE, Affiliation.OWNER));
    unarchived.enters(CRONE, "firstwitch");
    unarchived.says(CRONE, "Fair is foul, and foul is fair.");

    assertThat(unarchived.archived).isEmpty();
    assertThat(unarchived.heard(CRONE)).containsExactly("Fair is foul, and foul is fair.");
    assertThat(unarchived.last(CRONE).has(ServerMarks.NS_STANZA_ID, "stanza-id")).isFalse();
  }

  @Test
  void theListOfRecipientsIsMadeAnewOnlyWhenSomebodyComesOrGoes() {
    var first = recipients("one");
    var second = recipients("two");
    stage.enters(WICCA, "secondwitch");
    var third = recipients("three");

    assertThat(second).isSameAs(first);
    assertThat(third).isNotSameAs(first).hasSize(3);
  }

  private List<?> recipients(String text) {
    stage.says(HAG, text);
    var said = stage.archived.get(stage.archived.size() - 1);
    return stage.room().said(Accepted.of(said)).stream()
        .map(effect -> ((Effect.Tell) effect).to())
        .findFirst()
        .orElseThrow();
  }

  private static String message(String type) {
    return "<message type='" + type + "' to='" + ROOM + "'><body>Hail!</body></message>";
  }

  /** XEP-0421 §4.1. */
  @Test
  void theIdentifierOfAnOccupantTellsRoomsApartAndNobodyElse() {
    var ids = new OccupantIds(new byte[OccupantIds.SECRET_LENGTH]);
    var otherSecret = new byte[OccupantIds.SECRET_LENGTH];
    otherSecret[0] = 1;

    var id = ids.of(ROOM, HAG);

    assertThat(ids.of(ROOM, HAG.withResource("elsewhere"))).isEqualTo(id).hasSize(27);
    assertThat(ids.of(ROOM, CRONE)).isNotEqualTo(id);
    assertThat(ids.of(chat.mongoose.stanza.Jid.of("heath@chat.shakespeare.lit"), HAG))
        .isNotEqualTo(id);
    assertThat(new OccupantIds(otherSecret).of(ROOM, HAG)).isNotEqualTo(id);
    Element element = OccupantIds.element(id);
    assertThat(element.attribute("id")).contains(id);
    assertThat(Stanza.NS).isNotEqualTo(element.namespace());
  }
}
