package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.CRONE;
import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.ROOM;
import static chat.mongoose.muc.Stage.from;
import static chat.mongoose.muc.Stage.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which names may be nicknames at all, and which cannot be told from one that is here. */
class NameRulesTest {

  static Stream<NameVectors> vectors() {
    return NameVectors.all().stream();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void aNameIsTakenOrRefused(NameVectors vector) {
    var refusal = catchThrowable(() -> prepared(vector.name()));

    if (vector.verdict().equals("yes")) {
      assertThat(refusal).isNull();
    } else {
      assertThat(refusal).isInstanceOf(StanzaError.class);
      assertThat(((StanzaError) refusal).condition())
          .isIn(Condition.JID_MALFORMED, Condition.NOT_ACCEPTABLE);
    }
  }

  /** As a name of XML comes in: by an address first. */
  private static Nickname prepared(String name) {
    return Nickname.of(ROOM.withResource(name).resource().orElseThrow(), 64);
  }

  @Test
  void aNameWithAJoinerEntersAsItIs() {
    var stage = new Stage();

    stage.enters(HAG, "علی\u200cرضا");

    assertThat(from(stage.last(HAG))).isNotEmpty();
    assertThat(from(stage.received(HAG).get(0))).isEqualTo(ROOM + "/علی\u200cرضا");
  }

  @ParameterizedTest
  @CsvSource({
    "Alice,alice",
    "Alice,AIice",
    "Alice,A1ice",
    "Alice,A|ice",
    "Alice,ALICE",
    "Alice,Ａｌｉｃｅ",
    "Paul,PauI",
    "paul,PauI",
    "Ivy,lvy",
    "ivy,lvy",
    "Ivy,1vy",
    "Bob,B0b",
    "Tom,Torn",
    "Cora,Сога",
    "АВС,ABC",
    "scope,ѕсоре",
    "Mongoose,Mongооse",
    "علی\u200cرضا,علیرضا",
    "admin,аdmin",
    "Ｏlga,0lga",
  })
  void aNameThatCanBeTakenForOneThatIsHereIsRefused(String here, String wanted) {
    var stage = new Stage();
    stage.enters(CRONE, here);

    assertThat(stage.isRefused(HAG, join(wanted, "")).condition())
        .isIn(Condition.CONFLICT, Condition.NOT_ACCEPTABLE);
    stage.enters(HAG, "somebody");
    assertThat(stage.isRefused(HAG, "<presence to='" + ROOM + "/" + wanted + "'/>").condition())
        .isIn(Condition.CONFLICT, Condition.NOT_ACCEPTABLE);
  }

  @ParameterizedTest
  @CsvSource({"Ila,Lia", "Ali,Ail", "Ali,All", "Anna,Ann", "Álice,Alice", "Tim,Tom"})
  void namesThatAreReadDifferentlyAreTwo(String here, String wanted) {
    var stage = new Stage();
    stage.enters(CRONE, here);

    stage.enters(HAG, wanted);

    assertThat(from(stage.last(CRONE))).isEqualTo(ROOM + "/" + wanted);
  }

  @Test
  void whoComesUnderAnotherLookOfHisOwnNameIsOneOccupant() {
    var stage = new Stage();
    var phone = Jid.of(CRONE.bare() + "/phone");
    stage.enters(CRONE, "Ivy");

    stage.enters(phone, "lvy");

    assertThat(from(stage.received(phone).get(0))).isEqualTo(ROOM + "/Ivy");
    stage.leaves(phone);
    assertThat(stage.isRefused(HAG, join("lvy", "")).condition()).isEqualTo(Condition.CONFLICT);
    stage.leaves(CRONE);
    stage.enters(HAG, "lvy");
    assertThat(from(stage.received(HAG).get(0))).isEqualTo(ROOM + "/lvy");
  }

  @Test
  void aNameIsFreeAgainWhenItsBearerHasAnother() {
    var stage = new Stage();
    stage.enters(CRONE, "Ivy");
    stage.sends(CRONE, "<presence to='" + ROOM + "/Rose'/>");

    stage.enters(HAG, "lvy");

    assertThat(List.of(from(stage.received(HAG).get(1)))).containsExactly(ROOM + "/lvy");
  }
}
