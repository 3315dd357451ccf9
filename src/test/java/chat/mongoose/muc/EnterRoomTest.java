package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.CRONE;
import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.ROOM;
import static chat.mongoose.muc.Stage.WICCA;
import static chat.mongoose.muc.Stage.affiliation;
import static chat.mongoose.muc.Stage.codes;
import static chat.mongoose.muc.Stage.from;
import static chat.mongoose.muc.Stage.item;
import static chat.mongoose.muc.Stage.role;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.Stanza;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** XEP-0045 §7.1, §7.2. */
class EnterRoomTest {

  private final Stage stage = new Stage();

  @Test
  void aNewcomerGetsTheOthersThenHimselfThenTheHistoryThenTheSubject() {
    stage.enters(CRONE, "firstwitch");
    stage.enters(WICCA, "secondwitch");
    stage.says(CRONE, "Thrice the brinded cat hath mew'd.");
    stage.forget();

    stage.enters(HAG, "thirdwitch");

    var received = stage.received(HAG);
    assertThat(received.stream().map(Element::name))
        .containsExactly("presence", "presence", "presence", "message", "message");
    assertThat(received.subList(0, 2).stream().map(Stage::from))
        .containsExactlyInAnyOrder(ROOM + "/firstwitch", ROOM + "/secondwitch");
    assertThat(from(received.get(2))).isEqualTo(ROOM + "/thirdwitch");
    assertThat(codes(received.get(2))).contains(110);
    assertThat(received.get(3).has(Stanza.NS, "body")).isTrue();
    assertThat(received.get(4).has(Stanza.NS, "subject")).isTrue();
    assertThat(received.get(4).has(Stanza.NS, "body")).isFalse();
  }

  @Test
  void everybodyIsToldOfANewcomerOnce() {
    stage.enters(CRONE, "firstwitch");
    stage.enters(WICCA, "secondwitch");
    stage.forget();

    stage.enters(HAG, "thirdwitch");

    for (var other : List.of(CRONE, WICCA)) {
      assertThat(stage.received(other)).hasSize(1);
      assertThat(from(stage.last(other))).isEqualTo(ROOM + "/thirdwitch");
      assertThat(role(stage.last(other))).isEqualTo("participant");
      assertThat(affiliation(stage.last(other))).isEqualTo("none");
      assertThat(codes(stage.last(other))).isEmpty();
    }
  }

  @Test
  void whoMayNotSeeRealAddressesIsToldWithoutAndModeratorsWith() {
    // §7.2.4: the room is semi-anonymous, and its owner is a moderator
    stage.enters(CRONE, "firstwitch");
    stage.enters(WICCA, "secondwitch");
    stage.forget();

    stage.enters(HAG, "thirdwitch");

    assertThat(item(stage.last(CRONE)).attribute("jid")).contains(HAG.toString());
    assertThat(item(stage.last(WICCA)).attribute("jid")).isEmpty();
    assertThat(stage.received(HAG).stream().filter(s -> s.name().equals("presence")))
        .allSatisfy(presence -> assertThat(item(presence).attribute("jid")).isEmpty());
  }

  @Test
  void everybodySeesRealAddressesInANonAnonymousRoomAndIsWarned() {
    // §7.2.3
    var open = new Stage(Configurations.nonAnonymous(), Map.of(CRONE, Affiliation.OWNER));
    open.enters(WICCA, "secondwitch");

    assertThat(codes(open.received(WICCA).get(0))).containsExactly(100, 110, 170);

    open.enters(HAG, "thirdwitch");

    assertThat(item(open.last(WICCA)).attribute("jid")).contains(HAG.toString());
    assertThat(item(open.received(HAG).get(0)).attribute("jid")).contains(WICCA.toString());
  }

  @Test
  void aNewcomerIsWarnedThatTheRoomIsArchived() {
    // §7.2.12
    stage.enters(CRONE, "firstwitch");
    stage.enters(HAG, "thirdwitch");

    assertThat(codes(stage.received(HAG).get(1))).containsExactly(110, 170);

    var unarchived = new Stage(Configurations.unarchived(), Map.of(CRONE, Affiliation.OWNER));
    unarchived.enters(HAG, "thirdwitch");

    assertThat(codes(unarchived.received(HAG).get(0))).containsExactly(110);
  }

  @Test
  void theAnswerBearsTheIdOfThePresenceThatAsked() {
    stage.enters(CRONE, "firstwitch");
    stage.sends(
        HAG,
        "<presence id='n13mt3l' to='"
            + ROOM
            + "/thirdwitch'><x xmlns='"
            + Entrance.NS
            + "'/></presence>");

    assertThat(stage.received(HAG).get(1).attribute("id")).contains("n13mt3l");
    assertThat(stage.last(CRONE).attribute("id")).isEmpty();
  }

  @Test
  void whatAClientSaysOfItselfPassesAndWhatOnlyTheRoomMaySayDoesNot() {
    // §17.3, XEP-0421 §4
    stage.enters(CRONE, "firstwitch");
    stage.sends(
        HAG,
        """
        <presence to='%s/thirdwitch'>
          <x xmlns='http://jabber.org/protocol/muc'><password>open sesame</password></x>
          <x xmlns='http://jabber.org/protocol/muc#user'><item role='moderator'/></x>
          <occupant-id xmlns='urn:xmpp:occupant-id:0' id='forged'/>
          <show>away</show>
          <c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='urn:x' ver='1'/>
        </presence>"""
            .formatted(ROOM));

    var told = stage.last(CRONE);
    assertThat(role(told)).isEqualTo("participant");
    assertThat(told.toString()).doesNotContain("open sesame", "forged");
    assertThat(told.children(OccupantIds.NS, "occupant-id")).hasSize(1);
    assertThat(told.child(Stanza.NS, "show")).isPresent();
    assertThat(told.child("http://jabber.org/protocol/caps", "c")).isPresent();
  }

  @Test
  void whoEntersWithoutANicknameIsRefused() {
    var error =
        stage.isRefused(
            HAG, "<presence to='" + ROOM + "'><x xmlns='" + Entrance.NS + "'/></presence>");

    assertThat(error.condition()).isEqualTo(Condition.JID_MALFORMED);
  }

  @Test
  void presenceFromSomebodyWhoIsNotHereIsAnsweredWithAKick() {
    // §7.2.18: he has lost his bearings; to let him in silently would hide that
    stage.enters(CRONE, "firstwitch");
    stage.forget();

    stage.sends(HAG, "<presence to='" + ROOM + "/thirdwitch'/>");

    assertThat(stage.received(HAG)).hasSize(1);
    assertThat(stage.last(HAG).attribute("type")).contains("unavailable");
    assertThat(codes(stage.last(HAG))).containsExactly(110, 307, 333);
    assertThat(stage.received(CRONE)).isEmpty();
  }

  @Test
  void whoAsksToEnterThoughHeIsHereGetsEverythingAgain() {
    // §7.2.1, §17.3
    stage.enters(CRONE, "firstwitch");
    stage.enters(HAG, "thirdwitch");
    stage.says(CRONE, "Round about the cauldron go.");
    stage.forget();

    stage.enters(HAG, "thirdwitch");

    assertThat(stage.received(HAG).stream().map(Element::name))
        .containsExactly("presence", "presence", "message", "message");
    assertThat(codes(stage.received(HAG).get(1))).contains(110);
    assertThat(stage.received(CRONE)).isEmpty();
  }

  @Test
  void aProbeOrASubscriptionIsNeitherAWayInNorAWayOut() {
    // §17.3
    stage.enters(CRONE, "firstwitch");
    stage.forget();

    stage.sends(HAG, "<presence type='probe' to='" + ROOM + "/thirdwitch'/>");
    stage.sends(CRONE, "<presence type='unsubscribed' to='" + ROOM + "/firstwitch'/>");

    assertThat(stage.received(HAG)).isEmpty();
    assertThat(stage.received(CRONE)).isEmpty();
    assertThat(stage.room().isEmpty()).isFalse();
  }

  @Test
  void aPresenceThatIsTooLargeIsRefused() {
    var join =
        Stage.join("thirdwitch", "").replace("</presence>", "<status>%s</status></presence>");

    var error = stage.isRefused(HAG, join.formatted("x".repeat(5000)));

    assertThat(error.condition()).isEqualTo(Condition.POLICY_VIOLATION);
  }
}
