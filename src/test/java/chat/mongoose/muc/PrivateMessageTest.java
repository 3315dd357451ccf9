package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.CRONE;
import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.ROOM;
import static chat.mongoose.muc.Stage.WICCA;
import static chat.mongoose.muc.Stage.from;
import static chat.mongoose.muc.Stage.x;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.muc.RoomConfiguration.Privilege;
import chat.mongoose.stanza.StanzaError.Condition;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** XEP-0045 §7.5. */
class PrivateMessageTest {

  private final Stage stage = new Stage();

  @BeforeEach
  void enter() {
    stage.enters(CRONE, "firstwitch");
    stage.enters(WICCA, "secondwitch");
    stage.enters(HAG, "thirdwitch");
    stage.forget();
  }

  @Test
  void onlyTheRecipientGetsItAndFromTheSendersOccupant() {
    stage.sends(WICCA, message("chat", "firstwitch"));

    assertThat(stage.heard(CRONE)).containsExactly("I'll give thee a wind.");
    assertThat(from(stage.last(CRONE))).isEqualTo(ROOM + "/secondwitch");
    assertThat(stage.last(CRONE).attribute("type")).contains("chat");
    assertThat(x(stage.last(CRONE)).children()).isEmpty();
    assertThat(stage.last(CRONE).toString()).doesNotContain(WICCA.bare().toString());
    assertThat(stage.received(HAG)).isEmpty();
    assertThat(stage.received(WICCA)).isEmpty();
  }

  /** For auditors, and for nobody else: not for those who come, and not by a {@code stanza-id}. */
  @Test
  void itIsArchivedBeforeItIsSaid() {
    stage.hold();
    stage.sends(WICCA, message("chat", "firstwitch"));
    stage.says(WICCA, "Show!");
    assertThat(stage.received(CRONE)).isEmpty();

    stage.release();

    assertThat(stage.heard(CRONE)).containsExactly("I'll give thee a wind.", "Show!");
    assertThat(stage.received(CRONE).get(0).has(ServerMarks.NS_STANZA_ID, "stanza-id")).isFalse();
    var kept = stage.archived.get(0);
    assertThat(kept.recipient()).contains(CRONE.bare());
    assertThat(kept.sender()).isEqualTo(WICCA);
    assertThat(kept.message().to()).contains(ROOM.withResource("firstwitch"));
    assertThat(kept.id()).isLessThan(stage.archived.get(1).id());

    stage.leaves(HAG);
    stage.enters(HAG, "thirdwitch");
    assertThat(stage.heard(HAG)).containsExactly("Show!", "Show!");
    stage.reload();
    stage.enters(HAG, "thirdwitch");
    assertThat(stage.heard(HAG)).containsExactly("Show!");
  }

  @Test
  void identifiersGoOnBehindAPrivateMessageThatWasTheLast() {
    stage.sends(WICCA, message("chat", "firstwitch"));
    stage.pass(Duration.ofDays(-1));
    stage.reload();

    stage.enters(HAG, "thirdwitch");
    stage.says(HAG, "Show!");

    assertThat(stage.archived.get(1).id()).isGreaterThan(stage.archived.get(0).id());
  }

  @Test
  void whoTakesTheNameOfTheRecipientMeanwhileDoesNotGetIt() {
    stage.hold();
    stage.sends(WICCA, message("chat", "firstwitch"));
    stage.sends(CRONE, "<presence to='" + ROOM + "/oldwitch'/>");
    stage.sends(HAG, "<presence to='" + ROOM + "/firstwitch'/>");
    stage.sends(WICCA, message("chat", "firstwitch"));
    stage.leaves(HAG);
    stage.enters(CRONE.withResource("phone"), "firstwitch");

    stage.release();

    assertThat(stage.heard(HAG)).isEmpty();
    assertThat(stage.heard(CRONE).size() + stage.heard(CRONE.withResource("phone")).size())
        .isEqualTo(1);
  }

  @Test
  void typingIsNotArchivedAndNeitherIsWhatIsSaidInARoomWithoutArchive() {
    stage.sends(
        WICCA,
        "<message type='chat' to='"
            + ROOM
            + "/firstwitch'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>");
    assertThat(stage.received(CRONE)).hasSize(1);
    assertThat(stage.archived).isEmpty();

    var open = new Stage(Configurations.unarchived(), Map.of(CRONE, Affiliation.OWNER));
    open.enters(CRONE, "firstwitch");
    open.enters(WICCA, "secondwitch");
    open.sends(WICCA, message("chat", "firstwitch"));
    assertThat(open.heard(CRONE)).hasSize(1);
    assertThat(open.archived).isEmpty();
  }

  @Test
  void itReachesTheRecipientInAllPlaces() {
    stage.enters(CRONE.withResource("phone"), "firstwitch");

    stage.sends(WICCA, message("chat", "firstwitch"));

    assertThat(stage.heard(CRONE)).hasSize(1);
    assertThat(stage.heard(CRONE.withResource("phone"))).hasSize(1);
  }

  @Test
  void forgedMarksAreReplaced() {
    stage.sends(
        WICCA,
        message("chat", "firstwitch")
            .replace(
                "</message>",
                "<x xmlns='http://jabber.org/protocol/muc#user'><invite from='a@b'/></x>"
                    + "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='forged'/></message>"));

    assertThat(x(stage.last(CRONE)).children()).isEmpty();
    assertThat(stage.last(CRONE).children(OccupantIds.NS, "occupant-id")).hasSize(1);
    assertThat(stage.last(CRONE).toString()).doesNotContain("forged");
  }

  @Test
  void oneOfTheTypeGroupchatIsRefused() {
    assertThat(stage.isRefused(WICCA, message("groupchat", "firstwitch")).condition())
        .isEqualTo(Condition.BAD_REQUEST);
  }

  @Test
  void oneToNobodyIsRefused() {
    assertThat(stage.isRefused(WICCA, message("chat", "fourthwitch")).condition())
        .isEqualTo(Condition.ITEM_NOT_FOUND);
  }

  @Test
  void oneFromSomebodyWhoIsNotHereIsRefused() {
    stage.leaves(HAG);

    assertThat(stage.isRefused(HAG, message("chat", "firstwitch")).condition())
        .isEqualTo(Condition.NOT_ACCEPTABLE);
  }

  @Test
  void theRoomDecidesWhoMaySendThem() {
    for (var who : Privilege.values()) {
      var moderated =
          new Stage(
              Configurations.privateMessagesWhenModerated(who),
              Map.of(CRONE, Affiliation.OWNER, WICCA, Affiliation.MEMBER));
      moderated.enters(CRONE, "firstwitch");
      moderated.enters(WICCA, "secondwitch");
      moderated.enters(HAG, "thirdwitch");

      check(moderated, HAG, "firstwitch", who == Privilege.ANYONE);
      check(
          moderated, WICCA, "firstwitch", who == Privilege.ANYONE || who == Privilege.PARTICIPANTS);
      check(moderated, CRONE, "thirdwitch", who != Privilege.NONE);
    }
  }

  private static void check(
      Stage stage, chat.mongoose.stanza.Jid from, String to, boolean allowed) {
    if (allowed) {
      stage.sends(from, message("chat", to));
    } else {
      assertThat(stage.isRefused(from, message("chat", to)).condition())
          .isEqualTo(Condition.FORBIDDEN);
    }
  }

  private static String message(String type, String nick) {
    return "<message type='"
        + type
        + "' id='hgn27af1' to='"
        + ROOM
        + "/"
        + nick
        + "'><body>I'll give thee a wind.</body></message>";
  }
}
