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

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** XEP-0045 §8.2 to §8.5, §9.6 to §9.8: kicks, voice and moderators. */
class AdministerRolesTest {

  private static final Jid ADMIN = Jid.of("hecate@shakespeare.lit/broom");

  private final Stage stage =
      new Stage(
          Configurations.moderated(),
          Map.of(CRONE, Affiliation.OWNER, ADMIN, Affiliation.ADMIN, WICCA, Affiliation.MEMBER));

  @BeforeEach
  void enter() {
    stage.enters(CRONE, "owner");
    stage.enters(ADMIN, "admin");
    stage.enters(WICCA, "member");
    stage.enters(HAG, "visitor");
    stage.forget();
  }

  @Test
  void aModeratorKicksAndEverybodyLearnsWhoAndWhy() {
    stage.sends(ADMIN, change("visitor", "none", "Avaunt, you cullion!"));

    var own = stage.last(HAG);
    assertThat(own.attribute("type")).contains("unavailable");
    assertThat(codes(own)).containsExactly(110, 307);
    assertThat(role(own)).isEqualTo("none");
    assertThat(item(own).child(MucUser.NS, "reason").map(Element::text))
        .contains("Avaunt, you cullion!");
    assertThat(item(own).child(MucUser.NS, "actor").flatMap(actor -> actor.attribute("nick")))
        .contains("admin");
    assertThat(codes(stage.last(WICCA))).containsExactly(307);
    assertThat(stage.received(ADMIN).get(0).attribute("type")).contains("result");
    assertThat(stage.isRefused(HAG, "<message type='groupchat' to='" + ROOM + "'/>").condition())
        .isEqualTo(Condition.NOT_ACCEPTABLE);
  }

  @Test
  void whoIsKickedMayComeBack() {
    stage.sends(ADMIN, change("visitor", "none", ""));
    stage.enters(HAG, "visitor");

    assertThat(from(stage.last(WICCA))).isEqualTo(ROOM + "/visitor");
    assertThat(stage.last(WICCA).attribute("type")).isEmpty();
  }

  @Test
  void nobodyIsKickedByWhoIsBelowHim() {
    assertThat(stage.isRefused(ADMIN, change("owner", "none", "")).condition())
        .isEqualTo(Condition.NOT_ALLOWED);
    assertThat(stage.isRefused(WICCA, change("visitor", "none", "")).condition())
        .isEqualTo(Condition.FORBIDDEN);
  }

  @Test
  void aModeratorOfNoHigherRankCannotKickAModerator() {
    stage.sends(CRONE, change("member", "moderator", ""));
    stage.sends(CRONE, change("visitor", "moderator", ""));

    assertThat(stage.isRefused(WICCA, change("visitor", "none", "")).condition())
        .isEqualTo(Condition.NOT_ALLOWED);

    stage.sends(ADMIN, change("visitor", "none", ""));
    assertThat(codes(stage.last(HAG))).containsExactly(110, 307);
  }

  @Test
  void voiceIsGivenAndTaken() {
    stage.sends(ADMIN, change("visitor", "participant", "A worthy witch indeed!"));
    assertThat(role(stage.last(WICCA))).isEqualTo("participant");
    assertThat(item(stage.last(WICCA)).child(MucUser.NS, "reason")).isPresent();
    stage.says(HAG, "Hail!");
    assertThat(stage.heard(WICCA)).containsExactly("Hail!");

    stage.sends(ADMIN, change("visitor", "visitor", ""));
    assertThat(role(stage.last(HAG))).isEqualTo("visitor");
    assertThat(stage.isRefused(HAG, say()).condition()).isEqualTo(Condition.FORBIDDEN);
  }

  @Test
  void nobodyTakesTheVoiceOfAnAdmin() {
    assertThat(stage.isRefused(CRONE, change("admin", "visitor", "")).condition())
        .isEqualTo(Condition.NOT_ALLOWED);
    assertThat(stage.isRefused(CRONE, change("admin", "participant", "")).condition())
        .isEqualTo(Condition.NOT_ALLOWED);
  }

  @Test
  void aModeratorTakesNoVoiceFromHisEqual() {
    stage.sends(CRONE, change("member", "moderator", ""));
    stage.enters(Jid.of("other@shakespeare.lit/x"), "other");
    stage.sends(CRONE, affiliate(Jid.of("other@shakespeare.lit"), "member"));

    assertThat(stage.isRefused(WICCA, change("other", "visitor", "")).condition())
        .isEqualTo(Condition.NOT_ALLOWED);
  }

  @Test
  void onlyAdminsAppointModerators() {
    stage.sends(ADMIN, change("member", "moderator", ""));
    assertThat(role(stage.last(WICCA))).isEqualTo("moderator");

    assertThat(stage.isRefused(WICCA, change("visitor", "moderator", "")).condition())
        .isEqualTo(Condition.FORBIDDEN);

    stage.sends(ADMIN, change("member", "participant", ""));
    assertThat(role(stage.last(WICCA))).isEqualTo("participant");
  }

  @Test
  void aModeratorSeesRealAddressesFromTheMomentHeIsOne() {
    stage.sends(ADMIN, change("member", "moderator", ""));
    stage.forget();
    stage.enters(HAG, "visitor");
    stage.sends(HAG, "<presence to='" + ROOM + "/visitor'><show>away</show></presence>");

    assertThat(item(stage.last(WICCA)).attribute("jid")).contains(HAG.toString());
  }

  @Test
  void severalChangesAreMadeTogetherOrNotAtAll() {
    var both =
        "<iq type='set' id='1' to='"
            + ROOM
            + "'><query xmlns='"
            + RoomAdministration.NS
            + "'><item nick='visitor' role='participant'/><item nick='owner' role='none'/>"
            + "</query></iq>";

    assertThat(stage.isRefused(ADMIN, both).condition()).isEqualTo(Condition.NOT_ALLOWED);
    assertThat(stage.isRefused(HAG, say()).condition()).isEqualTo(Condition.FORBIDDEN);
  }

  @Test
  void theSameOccupantIsNotKickedTwice() {
    stage.sends(
        ADMIN,
        "<iq type='set' id='1' to='"
            + ROOM
            + "'><query xmlns='"
            + RoomAdministration.NS
            + "'><item nick='visitor' role='none'/><item nick='visitor' role='none'/>"
            + "</query></iq>");

    assertThat(stage.received(HAG)).hasSize(1);
  }

  @Test
  void anItemThatIsNotClearIsRefused() {
    // §17.4
    assertThat(stage.isRefused(CRONE, change("visitor", "king", "")).condition())
        .isEqualTo(Condition.BAD_REQUEST);
    assertThat(stage.isRefused(CRONE, change("nobody", "none", "")).condition())
        .isEqualTo(Condition.ITEM_NOT_FOUND);
    assertThat(
            stage
                .isRefused(
                    CRONE,
                    "<iq type='set' id='1' to='"
                        + ROOM
                        + "'><query xmlns='"
                        + RoomAdministration.NS
                        + "'><item nick='visitor' role='none' affiliation='outcast'/>"
                        + "</query></iq>")
                .condition())
        .isEqualTo(Condition.BAD_REQUEST);
  }

  @Test
  void theListsAreForModeratorsAndThatOfModeratorsForAdmins() {
    stage.sends(ADMIN, list("moderator"));
    var items = stage.last(ADMIN).child(RoomAdministration.NS, "query").orElseThrow().children();
    assertThat(items).hasSize(2);
    assertThat(items)
        .allSatisfy(
            item -> {
              assertThat(item.is(RoomAdministration.NS, "item")).isTrue();
              assertThat(item.attribute("nick")).isPresent();
              assertThat(item.attribute("jid")).isPresent();
              assertThat(item.attribute("role")).contains("moderator");
            });

    stage.sends(CRONE, change("member", "moderator", ""));
    stage.sends(WICCA, list("visitor"));
    assertThat(stage.last(WICCA).attribute("type")).contains("result");
    assertThat(stage.isRefused(WICCA, list("moderator")).condition())
        .isEqualTo(Condition.FORBIDDEN);
    assertThat(stage.isRefused(HAG, list("participant")).condition())
        .isEqualTo(Condition.FORBIDDEN);
    assertThat(affiliation(stage.received(HAG).get(0))).isEqualTo("member");
  }

  private static String list(String role) {
    return "<iq type='get' id='1' to='"
        + ROOM
        + "'><query xmlns='"
        + RoomAdministration.NS
        + "'><item role='"
        + role
        + "'/></query></iq>";
  }

  private static String change(String nick, String role, String reason) {
    var child = reason.isEmpty() ? "" : "<reason>" + reason + "</reason>";
    return "<iq type='set' id='1' to='"
        + ROOM
        + "'><query xmlns='"
        + RoomAdministration.NS
        + "'><item nick='"
        + nick
        + "' role='"
        + role
        + "'>"
        + child
        + "</item></query></iq>";
  }

  private static String affiliate(Jid user, String affiliation) {
    return "<iq type='set' id='1' to='"
        + ROOM
        + "'><query xmlns='"
        + RoomAdministration.NS
        + "'><item jid='"
        + user
        + "' affiliation='"
        + affiliation
        + "'/></query></iq>";
  }

  private static String say() {
    return "<message type='groupchat' to='" + ROOM + "'><body>Hail!</body></message>";
  }
}
