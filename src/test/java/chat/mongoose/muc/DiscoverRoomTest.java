package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.CRONE;
import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.ROOM;
import static chat.mongoose.muc.Stage.WICCA;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.form.DataForm;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0045 §6.4, §6.5, and who may read the archive (XEP-0313 §6.1.2). */
class DiscoverRoomTest {

  private static final Map<Jid, Affiliation> USERS =
      Map.of(CRONE, Affiliation.OWNER, WICCA, Affiliation.MEMBER);

  @Test
  void aRoomTellsWhatItIs() {
    var stage = new Stage(Stage.DEFAULTS, USERS);

    assertThat(features(stage, HAG))
        .contains(
            Entrance.NS,
            RoomDisco.NS_INFO,
            RoomDisco.NS_ITEMS,
            "muc_persistent",
            "muc_public",
            "muc_open",
            "muc_unmoderated",
            "muc_semianonymous",
            "muc_unsecured",
            "http://jabber.org/protocol/muc#stable_id",
            "http://jabber.org/protocol/muc#self-ping-optimization",
            "urn:xmpp:mam:2",
            "urn:xmpp:sid:0",
            "urn:xmpp:occupant-id:0",
            "urn:xmpp:hats:0")
        .doesNotHaveDuplicates();
    var identity = info(stage, HAG).child(RoomDisco.NS_INFO, "identity").orElseThrow();
    assertThat(identity.attribute("category")).contains("conference");
    assertThat(identity.attribute("type")).contains("text");
    assertThat(identity.attribute("name")).contains("coven");
  }

  @Test
  void aRoomOfAnotherKindTellsSo() {
    assertThat(features(new Stage(Configurations.membersOnly(), USERS), HAG))
        .contains("muc_membersonly")
        .doesNotContain("muc_open");
    assertThat(features(new Stage(Configurations.moderated(), USERS), HAG))
        .contains("muc_moderated");
    assertThat(features(new Stage(Configurations.nonAnonymous(), USERS), HAG))
        .contains("muc_nonanonymous");
    assertThat(features(new Stage(Configurations.password("x"), USERS), HAG))
        .contains("muc_passwordprotected");
    assertThat(features(new Stage(Configurations.temporary(), USERS), HAG))
        .contains("muc_temporary");
    assertThat(features(new Stage(Configurations.hidden(), USERS), HAG)).contains("muc_hidden");
    assertThat(features(new Stage(Configurations.unarchived(), USERS), HAG))
        .doesNotContain("urn:xmpp:mam:2");
  }

  @Test
  void itTellsHowManyAreThereAndWhatTheyTalkAbout() {
    var stage = new Stage(Stage.DEFAULTS, USERS);
    stage.enters(CRONE, "firstwitch");
    stage.enters(CRONE.withResource("phone"), "firstwitch");
    stage.enters(HAG, "thirdwitch");
    stage.sends(
        CRONE, "<message type='groupchat' to='" + ROOM + "'><subject>Spells</subject></message>");

    var form = form(stage, Jid.of("other@shakespeare.lit/x"));

    assertThat(form.formType()).contains("http://jabber.org/protocol/muc#roominfo");
    assertThat(form.value("muc#roominfo_occupants")).contains("2");
    assertThat(form.value("muc#roominfo_subject")).contains("Spells");
    assertThat(form.value("muc#maxhistoryfetch")).contains("50");
  }

  @Test
  void whatGoesOnInARoomThatIsNotForAllIsToldToItsOwnOnly() {
    // §14.4
    for (var configuration :
        List.of(
            Configurations.membersOnly(), Configurations.hidden(), Configurations.password("x"))) {
      var stage = new Stage(configuration, USERS);

      assertThat(form(stage, HAG).value("muc#roominfo_occupants")).isEmpty();
      assertThat(form(stage, HAG).value("muc#roominfo_subject")).isEmpty();
      assertThat(form(stage, WICCA).value("muc#roominfo_occupants")).contains("0");
    }
  }

  @Test
  void whoIsThereIsToldToThoseWhoAreThereAndNobodyElse() {
    var stage = new Stage(Stage.DEFAULTS, USERS);
    stage.enters(CRONE, "firstwitch");
    stage.enters(HAG, "thirdwitch");

    assertThat(items(stage, HAG))
        .extracting(item -> item.attribute("jid").orElseThrow())
        .containsExactlyInAnyOrder(ROOM + "/firstwitch", ROOM + "/thirdwitch");
    assertThat(items(stage, Jid.of("other@shakespeare.lit/x"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "x-roomuser-item, FEATURE_NOT_IMPLEMENTED",
    "http://jabber.org/protocol/muc#traffic, SERVICE_UNAVAILABLE",
    "something, ITEM_NOT_FOUND"
  })
  void nodesThatARoomDoesNotHaveAreRefused(String node, Condition condition) {
    var stage = new Stage(Stage.DEFAULTS, USERS);
    var query =
        "<iq type='get' id='1' to='"
            + ROOM
            + "'><query xmlns='"
            + RoomDisco.NS_INFO
            + "' node='"
            + node
            + "'/></iq>";

    assertThat(stage.isRefused(HAG, query).condition()).isEqualTo(condition);
  }

  @Test
  void aRoomThatNobodyMadeIsNotThere() {
    assertThat(
            new Stage()
                .isRefused(
                    HAG,
                    "<iq type='get' id='1' to='"
                        + ROOM
                        + "'><query xmlns='"
                        + RoomDisco.NS_INFO
                        + "'/></iq>")
                .condition())
        .isEqualTo(Condition.ITEM_NOT_FOUND);
  }

  @Test
  void aPingIsAnswered() {
    var stage = new Stage(Stage.DEFAULTS, USERS);
    stage.sends(HAG, "<iq type='get' id='1' to='" + ROOM + "'><ping xmlns='urn:xmpp:ping'/></iq>");

    assertThat(stage.last(HAG).attribute("type")).contains("result");
  }

  @Test
  void theArchiveOfAnOpenRoomIsForEverybodyWhoMayEnter() {
    var stage = new Stage(Stage.DEFAULTS, Map.of(WICCA, Affiliation.OUTCAST));

    stage.sends(HAG, archive());

    assertThat(stage.referred).hasSize(1);
    assertThat(stage.isRefused(WICCA, archive()).condition()).isEqualTo(Condition.FORBIDDEN);
  }

  @Test
  void theArchiveOfARoomThatIsNotForAllIsForItsOwn() {
    for (var configuration :
        List.of(
            Configurations.membersOnly(), Configurations.hidden(), Configurations.password("x"))) {
      var stage = new Stage(configuration, USERS);

      assertThat(stage.isRefused(HAG, archive()).condition()).isEqualTo(Condition.FORBIDDEN);
      stage.sends(WICCA, archive());
      assertThat(stage.referred).hasSize(1);
    }
    var hidden = new Stage(Configurations.hidden(), USERS);
    hidden.enters(HAG, "thirdwitch");
    hidden.sends(HAG, archive());
    assertThat(hidden.referred).hasSize(1);
  }

  private static String archive() {
    return "<iq type='set' id='1' to='" + ROOM + "'><query xmlns='urn:xmpp:mam:2'/></iq>";
  }

  private static List<String> features(Stage stage, Jid who) {
    return info(stage, who).children(RoomDisco.NS_INFO, "feature").stream()
        .map(feature -> feature.attribute("var").orElseThrow())
        .toList();
  }

  private static DataForm form(Stage stage, Jid who) {
    return DataForm.of(info(stage, who).child(DataForm.NS, "x").orElseThrow());
  }

  private static List<Element> items(Stage stage, Jid who) {
    return query(stage, who, RoomDisco.NS_ITEMS).children();
  }

  private static Element info(Stage stage, Jid who) {
    return query(stage, who, RoomDisco.NS_INFO);
  }

  private static Element query(Stage stage, Jid who, String ns) {
    stage.sends(who, "<iq type='get' id='1' to='" + ROOM + "'><query xmlns='" + ns + "'/></iq>");
    return stage.last(who).child(ns, "query").orElseThrow();
  }
}
