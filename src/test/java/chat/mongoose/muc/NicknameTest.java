package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.CRONE;
import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.ROOM;
import static chat.mongoose.muc.Stage.codes;
import static chat.mongoose.muc.Stage.from;
import static chat.mongoose.muc.Stage.join;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.StanzaError.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** XEP-0045 §7.2.8, §17.1: nicknames, and who cannot have which. */
class NicknameTest {

  private final Stage stage = new Stage();

  @Test
  void aNicknameThatSomebodyElseHasIsRefused() {
    stage.enters(CRONE, "witch");

    assertThat(stage.isRefused(HAG, join("witch", "")).condition()).isEqualTo(Condition.CONFLICT);
  }

  @ParameterizedTest
  @CsvSource({"Witch", "WITCH", "ｗｉｔｃｈ"})
  void aNicknameThatLooksTheSameIsRefused(String lookalike) {
    stage.enters(CRONE, "witch");

    assertThat(stage.isRefused(HAG, join(lookalike, "")).condition()).isEqualTo(Condition.CONFLICT);
  }

  @Test
  void spacesThatNobodySeesAreTakenAwayAndTheNewcomerIsTold() {
    stage.enters(CRONE, "firstwitch");
    stage.forget();

    stage.enters(HAG, " third  witch ");

    assertThat(from(stage.received(HAG).get(1))).isEqualTo(ROOM + "/third witch");
    assertThat(codes(stage.received(HAG).get(1))).containsExactly(110, 170, 210);
    assertThat(from(stage.last(CRONE))).isEqualTo(ROOM + "/third witch");
    assertThat(codes(stage.last(CRONE))).isEmpty();
  }

  @Test
  void aClientThatStillUsesTheNameItAskedForDoesNotChangeIt() {
    stage.enters(CRONE, "firstwitch");
    stage.enters(HAG, " thirdwitch");
    stage.forget();

    stage.sends(HAG, "<presence to='" + ROOM + "/ thirdwitch'><show>away</show></presence>");

    assertThat(stage.received(CRONE)).hasSize(1);
    assertThat(from(stage.last(CRONE))).isEqualTo(ROOM + "/thirdwitch");
    assertThat(stage.last(CRONE).attribute("type")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "   "})
  void aNicknameThatNobodyCanSeeIsRefused(String invisible) {
    assertThat(stage.isRefused(HAG, join(invisible, "")).condition())
        .isEqualTo(Condition.JID_MALFORMED);
  }

  @Test
  void aNicknameThatIsTooLongIsRefused() {
    assertThat(stage.isRefused(HAG, join("x".repeat(65), "")).condition())
        .isEqualTo(Condition.NOT_ACCEPTABLE);

    stage.enters(HAG, "x".repeat(64));

    assertThat(stage.received(HAG)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Crone 1", "ᚠᛇᚻ", "ведьма", "魔女", "witch@home", "a/b", "🧙"})
  void almostEveryCharacterMayBeInANickname(String nick) {
    stage.enters(HAG, nick);

    assertThat(from(stage.received(HAG).get(0))).isEqualTo(ROOM + "/" + nick);
    assertThat(codes(stage.received(HAG).get(0))).doesNotContain(210);
  }
}
