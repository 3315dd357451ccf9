package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.CRONE;
import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.ROOM;
import static chat.mongoose.muc.Stage.WICCA;
import static chat.mongoose.muc.Stage.from;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** XEP-0410, and XEP-0045 §6.6, §17.4. */
class AskOccupantTest {

  private final Stage stage = Stage.ofTwo();

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
  void nobodyIsAskedMoreThanHeCanAnswerHoweverManyAsk() {
    stage.enters(WICCA, "secondwitch");
    stage.forget();
    for (int i = 0; i < 100; i++) {
      ask(CRONE);
    }
    assertThat(stage.received(HAG)).hasSizeBetween(Manners.ASKS, Manners.ASKS + 20);
    stage.enters(Stage.GUEST, "visitor");
    for (int i = 0; i < 100; i++) {
      ask(WICCA);
      ask(Stage.GUEST);
    }

    assertThat(stage.received(HAG)).hasSizeBetween(Manners.ASKED, Manners.ASKED + 30);
    assertThat(stage.isRefused(WICCA, question()).condition())
        .isEqualTo(Condition.RESOURCE_CONSTRAINT);
  }

  private void ask(Jid asker) {
    try {
      stage.sends(asker, question());
    } catch (StanzaError e) {
      assertThat(e.type()).isEqualTo(StanzaError.Type.WAIT);
    }
  }

  private static String question() {
    return "<iq type='get' id='1' to='"
        + ROOM
        + "/thirdwitch'><query xmlns='jabber:iq:version'/></iq>";
  }

  /** XEP-0054 §3.2, XEP-0163: a client that is asked would never answer. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<vCard xmlns='vcard-temp'/>",
        "<vcard xmlns='urn:ietf:params:xml:ns:vcard-4.0'/>",
        "<pubsub xmlns='http://jabber.org/protocol/pubsub'>"
            + "<items node='urn:xmpp:avatar:metadata'/></pubsub>"
      })
  void whatServersAnswerForTheirUsersIsAnsweredHere(String payload) {
    var ask = "<iq type='get' id='v1' to='" + ROOM + "/NAME'>" + payload + "</iq>";

    assertThat(stage.isRefused(CRONE, ask.replace("NAME", "thirdwitch")).condition())
        .isEqualTo(Condition.SERVICE_UNAVAILABLE);
    assertThat(stage.isRefused(CRONE, ask.replace("NAME", "nobody")).condition())
        .isEqualTo(Condition.ITEM_NOT_FOUND);
    assertThat(stage.isRefused(WICCA, ask.replace("NAME", "thirdwitch")).condition())
        .as("who is not here")
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
    manyAsk(OccupantRequests.CAPACITY, "v1");

    stage.sends(CRONE, "<iq type='result' id='" + oldest + "' to='" + ROOM + "/thirdwitch'/>");

    assertThat(stage.received(HAG)).isEmpty();
  }

  @Test
  void ofLongIdentifiersFewerAreRemembered() {
    stage.sends(HAG, version("firstwitch"));
    var oldest = stage.last(CRONE).attribute("id").orElseThrow();
    manyAsk(OccupantRequests.MOST_OCTETS / 2000, "x".repeat(1000));

    stage.sends(CRONE, "<iq type='result' id='" + oldest + "' to='" + ROOM + "/thirdwitch'/>");

    assertThat(stage.received(HAG)).isEmpty();
  }

  /** Each asks another one, so that nobody asks, or is asked, too much. */
  private void manyAsk(int requests, String id) {
    for (int i = 0; i <= requests / Manners.ASKS; i++) {
      stage.enters(Jid.of("witch" + i + "@shakespeare.lit/1"), "witch " + i);
    }
    for (int i = 0; i < requests; i++) {
      var asker = i / Manners.ASKS;
      var asked = asker == 0 ? "thirdwitch" : "witch " + (asker - 1);
      stage.sends(Jid.of("witch" + asker + "@shakespeare.lit/1"), version(asked).replace("v1", id));
    }
    stage.forget();
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
