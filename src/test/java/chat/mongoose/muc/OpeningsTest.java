package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.CRONE;
import static chat.mongoose.muc.Stage.GUEST;
import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How many rooms users open, and the users of one address. */
class OpeningsTest {

  private static final Map<Jid, String> ADDRESSES =
      Map.of(CRONE, "192.0.2.1", HAG, "192.0.2.1", GUEST, "192.0.2.2");

  private final List<Jid> refused = new ArrayList<>();

  @Test
  void aUserOpensSoManyRoomsAtOnce() {
    var openings = openings(new OpeningLimits(100, 2, 0, 0, 0));
    openings.open(room(1), CRONE);
    openings.open(room(2), CRONE);
    isRefused(openings, room(3), CRONE);
    assertThat(refused).as("told of").containsExactly(CRONE);
    openings.open(room(3), HAG);

    openings.close(room(1));

    openings.open(room(4), CRONE);
    assertThat(openings.size()).isEqualTo(3);
  }

  @Test
  void soDoAllUsersOfAnAddress() {
    var openings = openings(new OpeningLimits(100, 0, 2, 0, 0));
    openings.open(room(1), CRONE);
    openings.open(room(2), HAG);
    isRefused(openings, room(3), CRONE);
    openings.open(room(3), GUEST);
  }

  @Test
  void whoOpensRoomsOneAfterTheOtherIsBoundedByTheHour() {
    var openings = openings(new OpeningLimits(100, 0, 0, 3, 5));
    for (int i = 0; i < 3; i++) {
      openings.open(room(i), CRONE);
      openings.close(room(i));
    }
    isRefused(openings, room(3), CRONE);
    openings.open(room(4), HAG);
    openings.open(room(5), HAG);
    isRefused(openings, room(6), HAG);
    openings.open(room(7), GUEST);
  }

  @Test
  void thereAreSoManyInAll() {
    var openings = openings(new OpeningLimits(1, 0, 0, 0, 0));
    openings.open(room(1), CRONE);
    isRefused(openings, room(2), GUEST);
    openings.close(room(1));
    openings.open(room(2), GUEST);
  }

  @Test
  void nothingIsLeftOfRoomsThatCountNoMore() {
    var openings = openings(new OpeningLimits(100, 1, 1, 0, 0));
    for (int i = 0; i < 1000; i++) {
      openings.open(room(i), CRONE);
      openings.close(room(i));
      openings.close(room(i));
    }
    assertThat(openings.size()).isZero();
    assertThat(openings.remembered()).isZero();
  }

  @Test
  void whoMayOpenNoMoreEntersRoomsThatAreThere() {
    var openings = openings(new OpeningLimits(1, 1, 1, 0, 0));
    openings.open(room(1), GUEST);
    var stage = new Stage(Stage.SETTINGS, openings, new Visits(10));

    assertThat(stage.isRefused(GUEST, Stage.join("visitor", "")).condition())
        .isEqualTo(Condition.RESOURCE_CONSTRAINT);

    stage.has(Stage.DEFAULTS);
    stage.enters(GUEST, "visitor");
    assertThat(stage.received(GUEST)).isNotEmpty();
  }

  @Test
  void theSitesStaffIsNotBounded() {
    var openings = openings(new OpeningLimits(1, 1, 1, 1, 1));
    openings.open(room(1), CRONE);
    var stage = new Stage(Stage.SETTINGS, openings, new Visits(10));
    stage.site.put(CRONE.bare(), Affiliation.OWNER);
    stage.enters(CRONE, "boss");
    assertThat(stage.received(CRONE)).isNotEmpty();
  }

  @Test
  void aSessionIsInSoManyRooms() {
    var visits = new Visits(1);
    var stage = new Stage(Stage.SETTINGS, openings(OpeningLimits.NONE), visits);
    stage.enters(CRONE, "one");
    assertThatThrownBy(() -> visits.check(CRONE)).isInstanceOf(StanzaError.class);
    stage.enters(CRONE, "one");
    stage.enters(CRONE, "two");
    stage.leaves(CRONE);
    visits.check(CRONE);

    visits.entered(CRONE);
    assertThat(stage.isRefused(CRONE, Stage.join("one", "")).condition())
        .isEqualTo(Condition.RESOURCE_CONSTRAINT);
    visits.left(CRONE);

    stage.enters(CRONE, "one");
    stage.sends(
        CRONE,
        "<iq type='set' id='1' to='"
            + ROOM
            + "'><query xmlns='"
            + Ownership.NS
            + "'><destroy/></query></iq>");
    assertThat(visits.size()).isZero();
  }

  @Test
  void aUserHasSoManyNamesInARoom() {
    var stage = new Stage();
    for (int i = 0; i < Entrance.MAX_NICKS; i++) {
      stage.enters(GUEST.bare().withResource("tab" + i), "name" + i);
    }
    assertThat(stage.isRefused(GUEST, Stage.join("another", "")).condition())
        .isEqualTo(Condition.RESOURCE_CONSTRAINT);
    stage.enters(GUEST, "name0");
  }

  private Openings openings(OpeningLimits limits) {
    return new Openings(limits, user -> Optional.ofNullable(ADDRESSES.get(user)), refused::add);
  }

  private static Jid room(int number) {
    return Jid.of("room" + number, "chat.example.org");
  }

  private static void isRefused(Openings openings, Jid room, Jid user) {
    assertThatThrownBy(() -> openings.open(room, user))
        .isInstanceOfSatisfying(
            StanzaError.class,
            error -> assertThat(error.condition()).isEqualTo(Condition.RESOURCE_CONSTRAINT));
  }
}
