package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.CRONE;
import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.ROOM;
import static chat.mongoose.muc.Stage.WICCA;
import static chat.mongoose.muc.Stage.from;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** XEP-0410, and XEP-0045 §6.6, §17.4. */
class AskOccupantTest {

  private final Stage stage = new Stage();

  @BeforeEach
  void enter() {
    stage.enters(CRONE, "firstwitch");
    stage.enters(HAG, "thirdwitch");
    stage.forget();
  }

  @Test
  void aPingToOneselfIsAnsweredByTheRoom() {
    // XEP-0410 §3.3
    stage.sends(HAG, ping("thirdwitch"));

    assertThat(stage.received(HAG)).hasSize(1);
    assertThat(stage.last(HAG).attribute("type")).contains("result");
    assertThat(stage.last(HAG).attribute("id")).contains("s2c1");
    assertThat(from(stage.last(HAG))).isEqualTo(ROOM + "/thirdwitch");
  }

  @Test
  void aPingOfSomebodyWhoIsNotHereIsRefused() {
    // XEP-0410 §3.2
    var error = stage.isRefused(WICCA, ping("secondwitch"));

    assertThat(error.condition()).isEqualTo(Condition.NOT_ACCEPTABLE);
    assertThat(error.type()).isEqualTo(StanzaError.Type.CANCEL);
  }

  @Test
  void whoKnowsOnlySomebodyElsesNameIsNotHereForThat() {
    assertThat(stage.isRefused(WICCA, ping("thirdwitch")).condition())
        .isEqualTo(Condition.NOT_ACCEPTABLE);
  }

  @Test
  void onlyOccupantsMayDiscoverAnOccupant() {
    // §6.6
    assertThat(
            stage
                .isRefused(
                    WICCA,
                    "<iq type='get' id='1' to='"
                        + ROOM
                        + "/thirdwitch'><query xmlns='"
                        + RoomDisco.NS_INFO
                        + "'/></iq>")
                .condition())
        .isEqualTo(Condition.BAD_REQUEST);
  }

  @Test
  void aRequestIsPassedOnAndItsAnswerComesBackWithoutRealAddresses() {
    stage.sends(HAG, version("firstwitch"));

    var asked = stage.last(CRONE);
    assertThat(from(asked)).isEqualTo(ROOM + "/thirdwitch");
    assertThat(asked.toString()).doesNotContain(HAG.bare().toString());

    stage.sends(
        CRONE,
        "<iq type='result' id='"
            + asked.attribute("id").orElseThrow()
            + "' to='"
            + ROOM
            + "/thirdwitch'><query xmlns='jabber:iq:version'><name>x</name></query></iq>");

    var answered = stage.last(HAG);
    assertThat(from(answered)).isEqualTo(ROOM + "/firstwitch");
    assertThat(answered.attribute("id")).contains("v1");
    assertThat(answered.attribute("type")).contains("result");
    assertThat(answered.has("jabber:iq:version", "query")).isTrue();
    assertThat(answered.toString()).doesNotContain(CRONE.bare().toString());
  }

  @Test
  void theAnswerGoesToThePlaceThatAsked() {
    var phone = HAG.withResource("phone");
    stage.enters(phone, "thirdwitch");
    stage.forget();
    stage.sends(phone, version("firstwitch"));
    var id = stage.last(CRONE).attribute("id").orElseThrow();

    stage.sends(CRONE, "<iq type='result' id='" + id + "' to='" + ROOM + "/thirdwitch'/>");

    assertThat(stage.received(phone)).hasSize(1);
    assertThat(stage.received(HAG)).isEmpty();
  }

  @Test
  void nobodyAnswersForAnother() {
    stage.enters(WICCA, "secondwitch");
    stage.forget();
    stage.sends(HAG, version("firstwitch"));
    var id = stage.last(CRONE).attribute("id").orElseThrow();

    stage.sends(WICCA, "<iq type='result' id='" + id + "' to='" + ROOM + "/thirdwitch'/>");

    assertThat(stage.received(HAG)).isEmpty();
  }

  @Test
  void anAnswerCountsOnce() {
    stage.sends(HAG, version("firstwitch"));
    var id = stage.last(CRONE).attribute("id").orElseThrow();
    var answer = "<iq type='result' id='" + id + "' to='" + ROOM + "/thirdwitch'/>";
    stage.sends(CRONE, answer);
    stage.sends(CRONE, answer);

    assertThat(stage.received(HAG)).hasSize(1);
  }

  @Test
  void aRequestToNobodyIsRefused() {
    assertThat(stage.isRefused(HAG, version("fourthwitch")).condition())
        .isEqualTo(Condition.ITEM_NOT_FOUND);
  }

  @Test
  void theOldestOfTooManyRequestsIsForgotten() {
    stage.sends(HAG, version("firstwitch"));
    var oldest = stage.last(CRONE).attribute("id").orElseThrow();
    for (int i = 0; i < OccupantRequests.CAPACITY; i++) {
      stage.sends(HAG, version("firstwitch"));
    }

    stage.sends(CRONE, "<iq type='result' id='" + oldest + "' to='" + ROOM + "/thirdwitch'/>");

    assertThat(stage.received(HAG)).isEmpty();
  }

  @Test
  void ofLongIdentifiersFewerAreRemembered() {
    stage.sends(HAG, version("firstwitch"));
    var oldest = stage.last(CRONE).attribute("id").orElseThrow();
    var long1000 = version("firstwitch").replace("'v1'", "'" + "x".repeat(1000) + "'");
    for (int i = 0; i < OccupantRequests.MOST_OCTETS / 2000; i++) {
      stage.sends(HAG, long1000);
    }

    stage.sends(CRONE, "<iq type='result' id='" + oldest + "' to='" + ROOM + "/thirdwitch'/>");

    assertThat(stage.received(HAG)).isEmpty();
  }

  private static String ping(String nick) {
    return "<iq type='get' id='s2c1' to='"
        + ROOM
        + "/"
        + nick
        + "'><ping xmlns='urn:xmpp:ping'/></iq>";
  }

  private static String version(String nick) {
    return "<iq type='get' id='v1' to='"
        + ROOM
        + "/"
        + nick
        + "'><query xmlns='jabber:iq:version'/></iq>";
  }
}
