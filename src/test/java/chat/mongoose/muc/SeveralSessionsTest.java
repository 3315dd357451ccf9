package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.CRONE;
import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.ROOM;
import static chat.mongoose.muc.Stage.affiliation;
import static chat.mongoose.muc.Stage.codes;
import static chat.mongoose.muc.Stage.from;
import static chat.mongoose.muc.Stage.item;
import static chat.mongoose.muc.Stage.join;
import static chat.mongoose.muc.Stage.role;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0045 §7.2.8: one user in the same room from several places, under one nickname. */
class SeveralSessionsTest {

  private static final Jid PHONE = HAG.withResource("phone");

  private final Stage stage = Stage.ofTwo();

  @Test
  void toTheOthersTheyAreOneOccupant() {
    stage.enters(PHONE, "thirdwitch");

    assertThat(stage.received(CRONE)).isEmpty();
    assertThat(stage.received(HAG)).isEmpty();
    assertThat(stage.received(PHONE).stream().map(Element::name))
        .containsExactly("presence", "presence", "message");
    assertThat(from(stage.received(PHONE).get(0))).isEqualTo(ROOM + "/firstwitch");
    assertThat(codes(stage.received(PHONE).get(1))).contains(110);
  }

  @Test
  void eachOfThemGetsEverythingAndMaySpeak() {
    stage.enters(PHONE, "thirdwitch");
    stage.forget();

    stage.says(CRONE, "When shall we three meet again?");
    stage.says(PHONE, "In thunder, lightning, or in rain?");

    for (var place : new Jid[] {CRONE, HAG, PHONE}) {
      assertThat(stage.heard(place))
          .containsExactly("When shall we three meet again?", "In thunder, lightning, or in rain?");
    }
    assertThat(from(stage.last(CRONE))).isEqualTo(ROOM + "/thirdwitch");
  }

  @Test
  void theOccupantLeavesWithTheLastOfThem() {
    stage.enters(PHONE, "thirdwitch");
    stage.forget();

    stage.leaves(PHONE);

    assertThat(codes(stage.last(PHONE))).contains(110);
    assertThat(stage.received(CRONE)).isEmpty();
    assertThat(stage.received(HAG)).isEmpty();

    stage.leaves(HAG);

    assertThat(stage.received(CRONE)).hasSize(1);
    assertThat(stage.last(CRONE).attribute("type")).contains("unavailable");
  }

  @Test
  void aNewNameHoldsForAllOfThem() {
    stage.enters(PHONE, "thirdwitch");
    stage.forget();

    stage.sends(PHONE, "<presence to='" + ROOM + "/oldhag'/>");

    for (var place : new Jid[] {HAG, PHONE}) {
      assertThat(stage.received(place)).hasSize(2);
      assertThat(codes(stage.received(place).get(0))).containsExactly(110, 303);
      assertThat(codes(stage.received(place).get(1))).containsExactly(110);
      assertThat(from(stage.received(place).get(1))).isEqualTo(ROOM + "/oldhag");
    }
    assertThat(stage.received(CRONE)).hasSize(2);
  }

  @Test
  void othersSeeTheMostAvailableOfThem() {
    stage.sends(
        PHONE, join("thirdwitch", "").replace("</presence>", "<show>away</show></presence>"));
    assertThat(stage.received(CRONE)).isEmpty();

    stage.sends(HAG, "<presence to='" + ROOM + "/thirdwitch'><show>xa</show></presence>");

    assertThat(stage.received(CRONE)).hasSize(1);
    assertThat(stage.last(CRONE).child(Stanza.NS, "show").map(Element::text)).contains("away");

    stage.leaves(PHONE);

    assertThat(stage.last(CRONE).child(Stanza.NS, "show").map(Element::text)).contains("xa");
    assertThat(item(stage.last(CRONE)).attribute("jid")).contains(HAG.toString());
  }

  @Test
  void theOneOfTheHighestPriorityCountsMore() {
    stage.sends(
        PHONE,
        join("thirdwitch", "")
            .replace("</presence>", "<show>dnd</show><priority>5</priority></presence>"));

    assertThat(stage.last(CRONE).child(Stanza.NS, "show").map(Element::text)).contains("dnd");
  }

  /** XEP-0045 §7.1: a client takes its own presence for the end of the list. */
  @Test
  void whoComesIsToldOfHimselfOnceAndAfterTheOthers() {
    stage.sends(
        PHONE, join("thirdwitch", "").replace("</presence>", "<show>chat</show></presence>"));

    assertThat(stage.received(PHONE).stream().map(Stage::from))
        .containsExactly(ROOM + "/firstwitch", ROOM + "/thirdwitch", ROOM.toString());
    assertThat(stage.received(HAG)).hasSize(1);
    assertThat(stage.received(CRONE)).hasSize(1);
  }

  @Test
  void whoComesAgainFromTheSamePlaceIsToldInThisOrderToo() {
    stage.enters(PHONE, "thirdwitch");
    stage.forget();

    stage.sends(
        PHONE, join("thirdwitch", "").replace("</presence>", "<show>chat</show></presence>"));
    stage.sends(PHONE, join("oldhag", ""));

    assertThat(stage.received(PHONE).stream().map(Stage::from))
        .containsExactly(
            ROOM + "/firstwitch",
            ROOM + "/thirdwitch",
            ROOM.toString(),
            ROOM + "/firstwitch",
            ROOM + "/oldhag",
            ROOM.toString());
    assertThat(codes(stage.received(HAG).get(1))).containsExactly(110, 303);
  }

  /** A page that was loaded anew enters while the old one is not missed yet, again and again. */
  @Test
  void theOldestMakesRoomForANewOne() {
    for (int i = 1; i < Entrance.MAX_PLACES; i++) {
      stage.enters(HAG.withResource("place" + i), "thirdwitch");
    }
    stage.sends(HAG, "<presence to='" + ROOM + "/thirdwitch'/>");
    stage.forget();

    stage.enters(PHONE, "thirdwitch");

    assertThat(codes(stage.last(HAG.withResource("place1")))).containsExactly(110, 333);
    assertThat(stage.received(CRONE)).isEmpty();
    stage.forget();
    stage.says(CRONE, "A drum, a drum! Macbeth doth come.");
    assertThat(stage.received(HAG.withResource("place1"))).isEmpty();
    assertThat(stage.heard(HAG)).hasSize(1);
    assertThat(stage.heard(PHONE)).hasSize(1);
  }

  @Test
  void aPrivateMessageGoesToAllOfThem() {
    stage.enters(PHONE, "thirdwitch");
    stage.forget();

    stage.sends(
        CRONE,
        "<message type='chat' to='"
            + ROOM
            + "/thirdwitch'><body>I'll give thee a wind.</body></message>");

    assertThat(stage.heard(HAG)).containsExactly("I'll give thee a wind.");
    assertThat(stage.heard(PHONE)).containsExactly("I'll give thee a wind.");
  }

  @Test
  void aRequestGoesToTheNewestOfThoseThatAreEquallyAvailable() {
    stage.enters(PHONE, "thirdwitch");
    stage.forget();

    stage.sends(
        CRONE,
        "<iq type='get' id='v1' to='"
            + ROOM
            + "/thirdwitch'><query xmlns='jabber:iq:version'/></iq>");

    assertThat(stage.received(PHONE)).hasSize(1);
    assertThat(stage.received(HAG)).isEmpty();
  }

  @Test
  void aRequestGoesToTheOneThatIsAvailable() {
    stage.sends(PHONE, join("thirdwitch", "").replace("</presence>", "<show>xa</show></presence>"));
    stage.forget();

    stage.sends(
        CRONE,
        "<iq type='get' id='v1' to='"
            + ROOM
            + "/thirdwitch'><query xmlns='jabber:iq:version'/></iq>");

    assertThat(stage.received(HAG)).hasSize(1);
    assertThat(stage.received(PHONE)).isEmpty();
  }

  /** XEP-0410 §3.3. */
  @Test
  void eachOfThemMayAskWhetherItIsHere() {
    stage.enters(PHONE, "thirdwitch");
    var ping =
        "<iq type='get' id='p1' to='" + ROOM + "/thirdwitch'><ping xmlns='urn:xmpp:ping'/></iq>";
    stage.forget();

    stage.sends(HAG, ping);
    stage.sends(PHONE, ping);
    stage.leaves(PHONE);

    assertThat(stage.last(HAG).attribute("type")).contains("result");
    assertThat(stage.received(PHONE).get(0).attribute("type")).contains("result");
    assertThat(stage.isRefused(PHONE, ping).condition()).isEqualTo(Condition.NOT_ACCEPTABLE);
  }

  @Test
  void aNewRoleOrAffiliationIsToldToAllOfThem() {
    stage.enters(PHONE, "thirdwitch");
    stage.forget();

    stage.sends(CRONE, admin("<item nick='thirdwitch' role='visitor'/>"));
    stage.sends(CRONE, admin("<item jid='" + HAG.bare() + "' affiliation='member'/>"));

    for (var place : new Jid[] {HAG, PHONE}) {
      assertThat(stage.received(place)).hasSize(2);
      assertThat(role(stage.received(place).get(0))).isEqualTo("visitor");
      assertThat(affiliation(stage.received(place).get(1))).isEqualTo("member");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "307 | <item nick='thirdwitch' role='none'/>",
        "301 | <item jid='hag66@shakespeare.lit' affiliation='outcast'/>"
      })
  void whoIsRemovedIsRemovedFromAllOfThem(int code, String item) {
    stage.enters(PHONE, "thirdwitch");
    stage.forget();

    stage.sends(CRONE, admin(item));

    for (var place : new Jid[] {HAG, PHONE}) {
      assertThat(stage.received(place)).hasSize(1);
      assertThat(codes(stage.last(place))).containsExactly(110, code);
    }
    assertThat(stage.received(CRONE).stream().filter(s -> s.name().equals("presence"))).hasSize(1);
    stage.says(CRONE, "Peace! the charm's wound up.");
    assertThat(stage.heard(PHONE)).isEmpty();
  }

  @Test
  void whoIsNoMemberIsRemovedFromAllOfThem() {
    stage.enters(PHONE, "thirdwitch");
    stage.forget();

    stage.sends(
        CRONE,
        "<iq type='set' id='c1' to='"
            + ROOM
            + "'><query xmlns='"
            + Ownership.NS
            + "'><x xmlns='jabber:x:data' type='submit'>"
            + "<field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#roomconfig</value></field>"
            + "<field var='muc#roomconfig_membersonly'><value>1</value></field></x></query></iq>");

    for (var place : new Jid[] {HAG, PHONE}) {
      assertThat(codes(stage.received(place).get(0))).containsExactly(110, 322);
    }
  }

  @Test
  void theEndOfTheRoomIsToldToAllOfThem() {
    stage.enters(PHONE, "thirdwitch");
    stage.forget();

    stage.sends(
        CRONE,
        "<iq type='set' id='d1' to='"
            + ROOM
            + "'><query xmlns='"
            + Ownership.NS
            + "'><destroy/></query></iq>");

    for (var place : new Jid[] {HAG, PHONE}) {
      assertThat(stage.received(place)).hasSize(1);
      assertThat(stage.last(place).attribute("type")).contains("unavailable");
    }
  }

  /** §18.1.2: the room learns that a client is gone when a stanza comes back. */
  @Test
  void oneThatIsLostDoesNotTakeTheOthersWithIt() {
    stage.enters(PHONE, "thirdwitch");
    stage.forget();

    stage.sends(
        HAG,
        "<message type='error' to='"
            + ROOM
            + "'><error type='cancel'><recipient-unavailable"
            + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");

    assertThat(codes(stage.last(HAG))).containsExactly(110, 333);
    assertThat(stage.received(CRONE).stream().map(s -> s.attribute("type")))
        .containsOnly(Optional.empty());
    stage.says(PHONE, "Show!");
    assertThat(stage.heard(CRONE)).containsExactly("Show!");
  }

  /** §7.2.9: a full room has no space for another occupant; this is none. */
  @Test
  void aFullRoomLetsInWhoIsThereAlready() {
    var small =
        new Stage(
            new RoomSettings(Stage.DEFAULTS, 2, 1000, 64, false, true, false, SiteRooms.NONE));
    small.enters(CRONE, "firstwitch");
    small.enters(HAG, "thirdwitch");

    small.enters(PHONE, "thirdwitch");

    assertThat(codes(small.received(PHONE).get(1))).contains(110);
    assertThat(small.isRefused(Stage.WICCA, join("secondwitch", "")).condition())
        .isEqualTo(Condition.SERVICE_UNAVAILABLE);
  }

  private static String admin(String item) {
    return "<iq type='set' id='a1' to='"
        + ROOM
        + "'><query xmlns='"
        + RoomAdministration.NS
        + "'>"
        + item
        + "</query></iq>";
  }

  @Test
  void theSameUserMayAlsoBeHereUnderTwoNames() {
    stage.enters(PHONE, "otherhag");

    assertThat(from(stage.last(CRONE))).isEqualTo(ROOM + "/otherhag");

    stage.forget();
    stage.leaves(PHONE);

    assertThat(from(stage.last(CRONE))).isEqualTo(ROOM + "/otherhag");
    assertThat(stage.last(CRONE).attribute("type")).contains("unavailable");
  }
}
