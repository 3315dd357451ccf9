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
import chat.mongoose.xml.Element;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** XEP-0045 §7.14, and §18.1.2 for those who are gone without a word. */
class LeaveRoomTest {

  private final Stage stage = new Stage();

  @BeforeEach
  void enter() {
    stage.enters(CRONE, "firstwitch");
    stage.enters(WICCA, "secondwitch");
    stage.enters(HAG, "thirdwitch");
    stage.forget();
  }

  @Test
  void whoLeavesIsToldAndSoAreAllOthers() {
    stage.leaves(HAG);

    for (var each : List.of(CRONE, WICCA, HAG)) {
      assertThat(stage.received(each)).hasSize(1);
      var told = stage.last(each);
      assertThat(told.attribute("type")).contains("unavailable");
      assertThat(from(told)).isEqualTo(ROOM + "/thirdwitch");
      assertThat(role(told)).isEqualTo("none");
      assertThat(affiliation(told)).isEqualTo("none");
      assertThat(codes(told)).isEqualTo(each.equals(HAG) ? List.of(110) : List.of());
    }
    assertThat(item(stage.last(CRONE)).attribute("jid")).contains(HAG.toString());
    assertThat(item(stage.last(WICCA)).attribute("jid")).isEmpty();
  }

  @Test
  void aLastWordIsPassedOn() {
    stage.sends(
        HAG,
        "<presence type='unavailable' to='"
            + ROOM
            + "/thirdwitch'><status>gone where the goblins go</status></presence>");

    assertThat(stage.last(CRONE).child(Stanza.NS, "status").map(Element::text))
        .contains("gone where the goblins go");
  }

  @Test
  void aLastWordThatIsTooLongIsNoReasonToStay() {
    stage.sends(
        HAG,
        "<presence type='unavailable' to='"
            + ROOM
            + "/thirdwitch'><status>"
            + "x".repeat(5000)
            + "</status></presence>");

    assertThat(stage.last(CRONE).attribute("type")).contains("unavailable");
    assertThat(stage.last(CRONE).child(Stanza.NS, "status")).isEmpty();
  }

  @Test
  void whoHasLeftGetsNothingMore() {
    stage.leaves(HAG);
    stage.forget();

    stage.says(CRONE, "Where hast thou been, sister?");

    assertThat(stage.received(HAG)).isEmpty();
  }

  @Test
  void theDepartureOfSomebodyWhoIsNotHereMeansNothing() {
    // §17.3
    stage.leaves(HAG);
    stage.forget();

    stage.leaves(HAG);

    assertThat(stage.received(HAG)).isEmpty();
    assertThat(stage.received(CRONE)).isEmpty();
  }

  @Test
  void theRoomIsEmptyWhenAllHaveLeft() {
    List.of(CRONE, WICCA, HAG).forEach(stage::leaves);

    assertThat(stage.room().isEmpty()).isTrue();
    assertThat(stage.stored).as("a persistent room stays").isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"recipient-unavailable", "gone", "remote-server-timeout"})
  void whoCannotBeReachedIsRemoved(String condition) {
    // §18.1.2, §11.1
    stage.sends(
        HAG,
        "<message type='error' to='"
            + ROOM
            + "/firstwitch'><error type='cancel'><"
            + condition
            + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");

    assertThat(stage.received(CRONE)).hasSize(1);
    assertThat(stage.last(CRONE).attribute("type")).contains("unavailable");
    assertThat(codes(stage.last(CRONE))).containsExactly(333);
    assertThat(codes(stage.last(HAG))).containsExactly(110, 333);
  }

  @Test
  void anErrorOfAnotherKindRemovesNobody() {
    stage.sends(
        HAG,
        "<message type='error' to='"
            + ROOM
            + "/firstwitch'><error type='cancel'>"
            + "<not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");

    assertThat(stage.received(CRONE)).isEmpty();
  }
}
