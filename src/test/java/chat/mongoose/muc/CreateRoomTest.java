package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.CRONE;
import static chat.mongoose.muc.Stage.GUEST;
import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.ROOM;
import static chat.mongoose.muc.Stage.WICCA;
import static chat.mongoose.muc.Stage.affiliation;
import static chat.mongoose.muc.Stage.codes;
import static chat.mongoose.muc.Stage.join;
import static chat.mongoose.muc.Stage.role;
import static chat.mongoose.muc.Stage.x;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.StanzaError.Condition;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** XEP-0045 §10.1, and what we promise of new rooms. */
class CreateRoomTest {

  private static final String ACCEPT_DEFAULTS =
      "<iq type='set' id='create1' to='"
          + ROOM
          + "'><query xmlns='"
          + Ownership.NS
          + "'><x xmlns='jabber:x:data' type='submit'/></query></iq>";
  private static final String CANCEL =
      "<iq type='set' id='create2' to='"
          + ROOM
          + "'><query xmlns='"
          + Ownership.NS
          + "'><x xmlns='jabber:x:data' type='cancel'/></query></iq>";

  private final Stage stage = new Stage();
  private final Stage locked =
      new Stage(new RoomSettings(Stage.DEFAULTS, 100, 1000, 64, true, true, false, SiteRooms.NONE));

  @Test
  void whoEntersFirstOwnsTheRoomAndIsToldThatItIsNew() {
    stage.enters(CRONE, "firstwitch");

    var self = stage.received(CRONE).get(0);
    assertThat(affiliation(self)).isEqualTo("owner");
    assertThat(role(self)).isEqualTo("moderator");
    assertThat(codes(self)).containsExactly(110, 170, 201);
    assertThat(stage.stored.orElseThrow().affiliations())
        .containsExactly(Map.entry(CRONE.bare(), Affiliation.OWNER));
  }

  @Test
  void theRoomIsOpenAtOnce() {
    stage.enters(CRONE, "firstwitch");
    stage.enters(HAG, "thirdwitch");

    assertThat(affiliation(stage.received(HAG).get(1))).isEqualTo("none");
    assertThat(codes(stage.received(HAG).get(1))).containsExactly(110, 170);
  }

  @Test
  void aRoomThatWasMadeBeforeIsNotNew() {
    stage.enters(CRONE, "firstwitch");
    stage.reload();

    stage.enters(HAG, "thirdwitch");

    assertThat(affiliation(stage.received(HAG).get(0))).isEqualTo("none");
    assertThat(codes(stage.received(HAG).get(0))).containsExactly(110, 170);
  }

  @Test
  void whoIsRefusedMakesNoRoom() {
    stage.isRefused(CRONE, join("x".repeat(100), ""));

    assertThat(stage.room().isEmpty()).isTrue();
    assertThat(stage.stored).isEmpty();

    stage.enters(HAG, "thirdwitch");
    assertThat(affiliation(stage.received(HAG).get(0))).isEqualTo("owner");
    assertThat(codes(stage.received(HAG).get(0))).contains(201);
  }

  @Test
  void theDefaultsCanBeAcceptedInSoManyWords() {
    // §10.1.2
    stage.enters(CRONE, "firstwitch");
    stage.sends(CRONE, ACCEPT_DEFAULTS);

    assertThat(stage.last(CRONE).attribute("type")).contains("result");
    assertThat(stage.stored.orElseThrow().configuration()).isEqualTo(Stage.DEFAULTS);
  }

  @Test
  void whoCancelsTheConfigurationOfHisNewRoomHasNoRoom() {
    // §10.1.3
    stage.enters(CRONE, "firstwitch");
    stage.forget();
    stage.sends(CRONE, CANCEL);

    assertThat(x(stage.received(CRONE).get(0)).has(MucUser.NS, "destroy")).isTrue();
    assertThat(stage.last(CRONE).attribute("type")).contains("result");
    assertThat(stage.room().isDestroyed()).isTrue();
    assertThat(stage.stored).isEmpty();
  }

  @Test
  void aRoomInWhichOthersAreIsNotCancelledAway() {
    stage.enters(CRONE, "firstwitch");
    stage.enters(HAG, "thirdwitch");
    stage.sends(CRONE, CANCEL);

    assertThat(stage.room().isDestroyed()).isFalse();
    assertThat(stage.last(CRONE).attribute("type")).contains("result");
  }

  @Test
  void aRoomThatIsConfiguredIsNotCancelledAway() {
    stage.enters(CRONE, "firstwitch");
    stage.sends(CRONE, ACCEPT_DEFAULTS);
    stage.sends(CRONE, CANCEL);

    assertThat(stage.room().isDestroyed()).isFalse();
  }

  @Test
  void aGuestOwnsARoomOnlyWhileItIsInUse() {
    stage.enters(GUEST, "visitor");
    assertThat(affiliation(stage.received(GUEST).get(0))).isEqualTo("owner");
    assertThat(codes(stage.received(GUEST).get(0))).contains(201);
    stage.says(GUEST, "Mine!");
    assertThat(stage.writes).isZero();

    stage.reload();
    stage.enters(HAG, "thirdwitch");

    assertThat(affiliation(stage.received(HAG).get(0))).isEqualTo("owner");
    assertThat(codes(stage.received(HAG).get(0))).contains(201);
    assertThat(stage.stored.orElseThrow().affiliations()).containsOnlyKeys(HAG.bare());
    assertThat(stage.stored.orElseThrow().configuration().persistent()).isTrue();
  }

  @Test
  void aGuestWhoComesFirstIntoARoomThatWasLeftIsNotItsOwner() {
    var stage = new Stage(Stage.DEFAULTS, Map.of());

    stage.enters(GUEST, "visitor");

    var self = stage.received(GUEST).get(0);
    assertThat(affiliation(self)).isEqualTo("none");
    assertThat(role(self)).isEqualTo("participant");
    assertThat(codes(self)).doesNotContain(201);
    assertThat(stage.isRefused(GUEST, ACCEPT_DEFAULTS).condition()).isEqualTo(Condition.FORBIDDEN);

    stage.enters(HAG, "thirdwitch");

    assertThat(affiliation(stage.received(HAG).get(1))).isEqualTo("owner");
    assertThat(stage.stored.orElseThrow().affiliations()).containsOnlyKeys(HAG.bare());
  }

  @Test
  void whatAGuestConfiguresLastsNoLongerThanHisOwnership() {
    stage.enters(GUEST, "visitor");
    stage.sends(
        GUEST,
        "<iq type='set' id='1' to='"
            + ROOM
            + "'><query xmlns='"
            + Ownership.NS
            + "'><x xmlns='jabber:x:data' type='submit'>"
            + "<field var='FORM_TYPE'><value>"
            + ConfigurationForm.TYPE
            + "</value></field>"
            + "<field var='muc#roomconfig_membersonly'><value>1</value></field>"
            + "</x></query></iq>");
    assertThat(stage.isRefused(HAG, join("thirdwitch", "")).condition())
        .isEqualTo(Condition.REGISTRATION_REQUIRED);

    stage.reload();
    stage.enters(HAG, "thirdwitch");

    assertThat(affiliation(stage.received(HAG).get(0))).isEqualTo("owner");
  }

  @Test
  void aLockedRoomDoesNotExistForOthers() {
    // §7.2.10, §17.2
    locked.enters(CRONE, "firstwitch");
    assertThat(codes(locked.received(CRONE).get(0))).contains(201);
    assertThat(locked.stored).isEmpty();

    assertThat(locked.isRefused(HAG, join("thirdwitch", "")).condition())
        .isEqualTo(Condition.ITEM_NOT_FOUND);
    assertThat(
            locked
                .isRefused(
                    HAG, "<message type='groupchat' to='" + ROOM + "'><body>x</body></message>")
                .condition())
        .isEqualTo(Condition.ITEM_NOT_FOUND);
    assertThat(
            locked
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
  void aLockedRoomOpensWhenItIsConfigured() {
    locked.enters(CRONE, "firstwitch");
    locked.sends(CRONE, ACCEPT_DEFAULTS);
    locked.enters(HAG, "thirdwitch");

    assertThat(locked.stored).isPresent();
    assertThat(affiliation(locked.received(HAG).get(1))).isEqualTo("none");
  }

  @Test
  void aLockedRoomGoesWithItsOwner() {
    // §10.1.3
    locked.enters(CRONE, "firstwitch");
    locked.leaves(CRONE);

    assertThat(locked.room().isDestroyed()).isTrue();
  }

  @Test
  void anotherOwnerIsNoStrangerToALockedRoom() {
    locked.enters(CRONE, "firstwitch");
    locked.enters(CRONE.withResource("phone"), "firstwitch");

    assertThat(locked.received(CRONE.withResource("phone"))).isNotEmpty();
    assertThat(locked.received(WICCA)).isEmpty();
  }
}
