package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.CRONE;
import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.ROOM;
import static chat.mongoose.muc.Stage.codes;
import static chat.mongoose.muc.Stage.from;
import static chat.mongoose.muc.Stage.item;
import static chat.mongoose.muc.Stage.join;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** XEP-0045 §7.2.8: one user in the same room from several places, under one nickname. */
class SeveralSessionsTest {

  private static final Jid PHONE = HAG.withResource("phone");

  private final Stage stage = new Stage();

  @BeforeEach
  void enter() {
    stage.enters(CRONE, "firstwitch");
    stage.enters(HAG, "thirdwitch");
    stage.forget();
  }

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

  @Test
  void theirNumberIsBounded() {
    for (int i = 1; i < Entrance.MAX_PLACES; i++) {
      stage.enters(HAG.withResource("place" + i), "thirdwitch");
    }

    assertThat(stage.isRefused(PHONE, join("thirdwitch", "")).condition())
        .isEqualTo(Condition.RESOURCE_CONSTRAINT);
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
