package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.CRONE;
import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.ROOM;
import static chat.mongoose.muc.Stage.WICCA;
import static chat.mongoose.muc.Stage.from;
import static chat.mongoose.muc.Stage.role;
import static chat.mongoose.muc.Stage.x;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** XEP-0045 §10.9. */
class DestroyRoomTest {

  private static final String DESTROY =
      "<iq type='set' id='begone' to='"
          + ROOM
          + "'><query xmlns='"
          + Ownership.NS
          + "'><destroy jid='heath@chat.shakespeare.lit'><reason>Macbeth doth come.</reason>"
          + "</destroy></query></iq>";

  private final Stage stage = Stage.ofTwo();

  @Test
  void everybodyIsToldOfHimselfWhyAndWhereToGo() {
    stage.sends(CRONE, DESTROY);

    assertThat(stage.received(HAG)).hasSize(1);
    var told = stage.last(HAG);
    assertThat(told.attribute("type")).contains("unavailable");
    assertThat(from(told)).isEqualTo(ROOM + "/thirdwitch");
    assertThat(role(told)).isEqualTo("none");
    var destroy = x(told).child(MucUser.NS, "destroy").orElseThrow();
    assertThat(destroy.attribute("jid")).contains("heath@chat.shakespeare.lit");
    assertThat(destroy.child(MucUser.NS, "reason").map(Element::text))
        .contains("Macbeth doth come.");
    assertThat(stage.last(CRONE).attribute("type")).contains("result");
  }

  @Test
  void theRoomIsNoMoreAndNoLongerStored() {
    stage.sends(CRONE, DESTROY);

    assertThat(stage.room().isDestroyed()).isTrue();
    assertThat(stage.room().isEmpty()).isTrue();
    assertThat(stage.stored).isEmpty();
  }

  @Test
  void onlyAnOwnerMayDoIt() {
    assertThat(stage.isRefused(HAG, DESTROY).condition()).isEqualTo(Condition.FORBIDDEN);
  }

  @Test
  void whatWasSaidBeforeIsNotForTheNextRoomOfThisName() {
    stage.says(HAG, "A drum, a drum!");
    stage.sends(CRONE, DESTROY);
    stage.reload();

    stage.enters(WICCA, "secondwitch");
    stage.says(WICCA, "Macbeth doth come.");

    assertThat(stage.heard(WICCA)).containsExactly("Macbeth doth come.");
    assertThat(Stage.codes(stage.received(WICCA).get(0))).contains(201);
    assertThat(stage.archived).hasSize(2);
    var since = stage.room().view(WICCA).since();
    assertThat(stage.archived.get(0).id()).isLessThan(since);
    assertThat(stage.archived.get(1).id()).isGreaterThan(since);
  }

  @Test
  void aRoomThatIsLoadedAgainBeginsWhereItDid() {
    stage.sends(CRONE, DESTROY);
    stage.reload();
    stage.enters(WICCA, "secondwitch");
    stage.says(WICCA, "All hail, Macbeth!");
    var since = stage.room().view(WICCA).since();

    stage.reload();
    stage.enters(HAG, "thirdwitch");

    assertThat(stage.heard(HAG)).containsExactly("All hail, Macbeth!");
    assertThat(stage.room().view(HAG).since()).isEqualTo(since);
    assertThat(stage.room().view(HAG).since()).isEqualTo(since);
  }

  /** A clock may have been put back since the last room ended. */
  @Test
  void theNextRoomBeginsBehindTheLastOneWhateverTheClockSays() {
    stage.says(HAG, "A drum, a drum!");
    stage.sends(CRONE, DESTROY);
    stage.pass(Duration.ofDays(-1));
    stage.reload();

    stage.enters(WICCA, "secondwitch");

    assertThat(stage.heard(WICCA)).isEmpty();
    assertThat(stage.room().view(WICCA).since()).isGreaterThan(stage.archived.get(0).id());
  }
}
