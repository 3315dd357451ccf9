package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.CRONE;
import static chat.mongoose.muc.Stage.GUEST;
import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.WICCA;
import static chat.mongoose.muc.Stage.affiliation;
import static chat.mongoose.muc.Stage.join;
import static chat.mongoose.muc.Stage.role;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** XEP-0045 §5.1.2, §7.2.5 to §7.2.11, §7.2.17: who may enter, and in which role. */
class AdmissionTest {

  @Test
  void anOutcastIsRefusedAsForbidden() {
    var stage = new Stage(Stage.DEFAULTS, Map.of(HAG, Affiliation.OUTCAST));

    assertThat(refusal(stage, HAG, "")).isEqualTo(Condition.FORBIDDEN);
  }

  @Test
  void aRoomForMembersRefusesStrangersAndTakesMembers() {
    var stage =
        new Stage(
            Configurations.membersOnly(),
            Map.of(CRONE, Affiliation.OWNER, WICCA, Affiliation.MEMBER));

    assertThat(refusal(stage, HAG, "")).isEqualTo(Condition.REGISTRATION_REQUIRED);

    stage.enters(WICCA, "secondwitch");

    assertThat(affiliation(stage.received(WICCA).get(0))).isEqualTo("member");
    assertThat(role(stage.received(WICCA).get(0))).isEqualTo("participant");
  }

  @Test
  void aPasswordIsAskedOfEverybodyAndMustBeTheRightOne() {
    var stage =
        new Stage(Configurations.password("cauldronburn"), Map.of(CRONE, Affiliation.OWNER));

    assertThat(refusal(stage, HAG, "")).isEqualTo(Condition.NOT_AUTHORIZED);
    assertThat(refusal(stage, HAG, "<password>cauldron</password>"))
        .isEqualTo(Condition.NOT_AUTHORIZED);
    assertThat(refusal(stage, CRONE, "")).isEqualTo(Condition.NOT_AUTHORIZED);

    stage.enters(HAG, "thirdwitch", "<password>cauldronburn</password>");

    assertThat(role(stage.received(HAG).get(0))).isEqualTo("participant");
  }

  @Test
  void aFullRoomRefusesAllButItsAdmins() {
    var stage = new Stage(Configurations.maxOccupants(1), Map.of(CRONE, Affiliation.ADMIN));
    stage.enters(WICCA, "secondwitch");

    var error = stage.isRefused(HAG, join("thirdwitch", ""));

    assertThat(error.condition()).isEqualTo(Condition.SERVICE_UNAVAILABLE);
    assertThat(error.type()).isEqualTo(StanzaError.Type.WAIT);

    stage.enters(CRONE, "firstwitch");

    assertThat(stage.received(CRONE)).isNotEmpty();
  }

  @Test
  void theSameUserFromAnotherPlaceNeedsNoFurtherSpace() {
    var stage = new Stage(Configurations.maxOccupants(1), Map.of(CRONE, Affiliation.OWNER));
    stage.enters(WICCA, "secondwitch");

    stage.enters(WICCA.withResource("phone"), "secondwitch");

    assertThat(stage.received(WICCA.withResource("phone"))).isNotEmpty();
  }

  @Test
  void evenAdminsCannotFillARoomWithoutEnd() {
    var affiliations = new java.util.HashMap<Jid, Affiliation>();
    affiliations.put(CRONE, Affiliation.OWNER);
    for (int i = 0; i < 20; i++) {
      affiliations.put(Jid.of("admin" + i + "@shakespeare.lit"), Affiliation.ADMIN);
    }
    var stage = new Stage(Configurations.maxOccupants(1), affiliations);
    for (int i = 0; i < 11; i++) {
      stage.enters(Jid.of("admin" + i + "@shakespeare.lit/x"), "admin" + i);
    }

    var error = stage.isRefused(Jid.of("admin11@shakespeare.lit/x"), join("admin11", ""));

    assertThat(error.condition()).isEqualTo(Condition.SERVICE_UNAVAILABLE);
  }

  @Test
  void strangersAreVisitorsInAModeratedRoom() {
    var stage =
        new Stage(
            Configurations.moderated(),
            Map.of(CRONE, Affiliation.OWNER, WICCA, Affiliation.MEMBER));
    stage.enters(CRONE, "firstwitch");
    stage.enters(WICCA, "secondwitch");
    stage.enters(HAG, "thirdwitch");

    assertThat(role(stage.received(CRONE).get(0))).isEqualTo("moderator");
    assertThat(role(stage.received(WICCA).get(1))).isEqualTo("participant");
    assertThat(role(stage.received(HAG).get(2))).isEqualTo("visitor");
  }

  @Test
  void guestsOpenNoRoomsWhereThatIsNotAllowed() {
    // §10.1.1
    var stage =
        new Stage(
            new RoomSettings(Stage.DEFAULTS, 100, 1000, 64, false, false, false, SiteRooms.NONE));

    assertThat(refusal(stage, GUEST, "")).isEqualTo(Condition.NOT_ALLOWED);

    stage.enters(HAG, "thirdwitch");
    stage.enters(GUEST, "visitor");

    assertThat(stage.received(GUEST)).isNotEmpty();
  }

  private static Condition refusal(Stage stage, Jid who, String wishes) {
    return stage.isRefused(who, join("nick", wishes)).condition();
  }
}
