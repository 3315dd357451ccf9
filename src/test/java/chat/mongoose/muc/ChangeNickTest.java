package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.CRONE;
import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.ROOM;
import static chat.mongoose.muc.Stage.codes;
import static chat.mongoose.muc.Stage.from;
import static chat.mongoose.muc.Stage.item;
import static chat.mongoose.muc.Stage.role;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.Stanza;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import java.util.List;
import org.junit.jupiter.api.Test;

/** XEP-0045 §7.6, §7.7. */
class ChangeNickTest {

  private final Stage stage = Stage.ofTwo();

  @Test
  void everybodyLearnsBothNames() {
    stage.sends(HAG, "<presence to='" + ROOM + "/oldhag'/>");

    for (var each : List.of(CRONE, HAG)) {
      var told = stage.received(each);
      assertThat(told).hasSize(2);
      assertThat(from(told.get(0))).isEqualTo(ROOM + "/thirdwitch");
      assertThat(told.get(0).attribute("type")).contains("unavailable");
      assertThat(item(told.get(0)).attribute("nick")).contains("oldhag");
      assertThat(role(told.get(0))).isEqualTo("participant");
      assertThat(codes(told.get(0))).contains(303);
      assertThat(from(told.get(1))).isEqualTo(ROOM + "/oldhag");
      assertThat(told.get(1).attribute("type")).isEmpty();
    }
    assertThat(codes(stage.received(HAG).get(0))).containsExactly(110, 303);
    assertThat(codes(stage.received(HAG).get(1))).containsExactly(110);
    assertThat(codes(stage.received(CRONE).get(1))).isEmpty();
  }

  @Test
  void theIdentifierOfTheOccupantStays() {
    // XEP-0421 §5
    var before = id(lastPresence());
    stage.sends(HAG, "<presence to='" + ROOM + "/oldhag'/>");

    assertThat(id(stage.received(CRONE).get(0))).isEqualTo(id(stage.received(CRONE).get(1)));
    assertThat(id(stage.last(CRONE))).isEqualTo(before);
  }

  @Test
  void aNameThatSomebodyElseHasIsRefused() {
    assertThat(stage.isRefused(HAG, "<presence to='" + ROOM + "/FirstWitch'/>").condition())
        .isEqualTo(Condition.CONFLICT);
  }

  @Test
  void theOldNameIsFreeThen() {
    stage.sends(HAG, "<presence to='" + ROOM + "/oldhag'/>");

    stage.sends(CRONE, "<presence to='" + ROOM + "/thirdwitch'/>");

    assertThat(from(stage.last(HAG))).isEqualTo(ROOM + "/thirdwitch");
  }

  @Test
  void onlyTheSpellingMayBeChanged() {
    stage.sends(HAG, "<presence to='" + ROOM + "/ThirdWitch'/>");

    assertThat(from(stage.last(CRONE))).isEqualTo(ROOM + "/ThirdWitch");
  }

  @Test
  void whatTheRoomMadeOfTheNameIsTold() {
    stage.sends(HAG, "<presence to='" + ROOM + "/old  hag'/>");

    assertThat(from(stage.last(HAG))).isEqualTo(ROOM + "/old hag");
    assertThat(codes(stage.last(HAG))).containsExactly(110, 210);
    assertThat(codes(stage.last(CRONE))).isEmpty();
  }

  @Test
  void availabilityIsPassedOn() {
    stage.sends(
        HAG,
        "<presence to='"
            + ROOM
            + "/thirdwitch'><show>xa</show>"
            + "<status>gone where the goblins go</status></presence>");

    assertThat(stage.received(CRONE)).hasSize(1);
    assertThat(stage.last(CRONE).child(Stanza.NS, "show").map(Element::text)).contains("xa");
    assertThat(role(stage.last(CRONE))).isEqualTo("participant");
    assertThat(codes(stage.last(HAG))).containsExactly(110);
  }

  @Test
  void presenceThatSaysNothingNewIsNotPassedOn() {
    // §14.6
    stage.sends(HAG, "<presence to='" + ROOM + "/thirdwitch'/>");

    assertThat(stage.received(CRONE)).isEmpty();
  }

  @Test
  void whoComesLaterSeesTheNewNameAndTheLatestAvailability() {
    stage.sends(HAG, "<presence to='" + ROOM + "/oldhag'><show>dnd</show></presence>");

    stage.enters(Stage.WICCA, "secondwitch");

    assertThat(stage.received(Stage.WICCA))
        .anySatisfy(
            presence -> {
              assertThat(from(presence)).isEqualTo(ROOM + "/oldhag");
              assertThat(presence.child(Stanza.NS, "show").map(Element::text)).contains("dnd");
            });
  }

  private Element lastPresence() {
    stage.enters(HAG, "thirdwitch");
    var self = stage.received(HAG).get(1);
    stage.forget();
    return self;
  }

  private static String id(Element stanza) {
    return stanza
        .child(OccupantIds.NS, "occupant-id")
        .flatMap(mark -> mark.attribute("id"))
        .orElseThrow();
  }
}
