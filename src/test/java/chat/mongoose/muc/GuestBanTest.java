package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.CRONE;
import static chat.mongoose.muc.Stage.GUEST;
import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.session.Guest;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError.Condition;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A guest who is banned, or removed, is not back under a new secret. */
class GuestBanTest {

  private static final Jid AGAIN = Jid.of("guest-bcdefghijklmnopqrstuvwxyza@shakespeare.lit/web");
  private static final Jid ELSEWHERE =
      Jid.of("guest-cdefghijklmnopqrstuvwxyzab@shakespeare.lit/web");
  private static final String HERE = "203.0.113.7";

  private final Stage stage = new Stage(Stage.DEFAULTS, Map.of(CRONE, Affiliation.OWNER));

  @BeforeEach
  void enter() {
    stage.networks.putAll(Map.of(GUEST, HERE, AGAIN, HERE, HAG, HERE, ELSEWHERE, "203.0.113.8"));
    stage.enters(CRONE, "owner");
    stage.enters(GUEST, "visitor");
  }

  @Test
  void aBanHoldsForEveryGuestFromThereAndForNoAccount() {
    ban();

    isRefused(GUEST);
    isRefused(AGAIN);
    stage.enters(HAG, "witch");
    stage.enters(ELSEWHERE, "stranger");
    assertThat(stage.received(HAG)).isNotEmpty();
    assertThat(stage.received(ELSEWHERE)).isNotEmpty();
  }

  @Test
  void itHoldsAlsoForWhoHadLeftBefore() {
    stage.leaves(GUEST);
    ban();

    isRefused(AGAIN);
  }

  @Test
  void itHoldsWhenTheRoomIsLoadedAnewAndTheAddressIsNotStored() {
    ban();
    stage.reload();

    isRefused(GUEST);
    isRefused(AGAIN);
    assertThat(stage.stored.orElseThrow().guestBans().toString()).doesNotContain(HERE);
    stage.enters(HAG, "witch");
  }

  @Test
  void itEndsWithItsTime() {
    ban();
    stage.pass(Duration.ofHours(23));
    isRefused(AGAIN);
    stage.pass(Duration.ofHours(1));

    stage.enters(AGAIN, "again");
    stage.enters(GUEST, "visitor");
    assertThat(stage.received(AGAIN)).isNotEmpty();
  }

  @Test
  void itIsLiftedForAll() {
    ban();
    stage.reload();
    stage.enters(CRONE, "owner");
    stage.sends(CRONE, query("<item affiliation='outcast'/>").replace("type='set'", "type='get'"));
    assertThat(stage.last(CRONE).toString()).contains(GUEST.bare().toString()).doesNotContain(HERE);

    stage.sends(CRONE, query("<item jid='" + GUEST.bare() + "' affiliation='none'/>"));

    stage.enters(AGAIN, "again");
    assertThat(stage.stored.orElseThrow().guestBans()).isEmpty();
  }

  @Test
  void whoIsRemovedStaysAwayForAWhile() {
    stage.sends(CRONE, query("<item nick='visitor' role='none'/>"));
    isRefused(GUEST);
    isRefused(AGAIN);
    stage.enters(HAG, "witch");
    stage.pass(Duration.ofMinutes(1));

    stage.enters(AGAIN, "again");
    stage.enters(GUEST, "visitor");
    assertThat(stage.received(AGAIN)).isNotEmpty();
  }

  @Test
  void whereAddressesTellNobodyApartItHoldsForTheGuestAlone() {
    stage.networks.clear();
    ban();

    isRefused(GUEST);
    stage.reload();
    isRefused(GUEST);
    stage.enters(AGAIN, "again");
    assertThat(stage.received(AGAIN)).isNotEmpty();
  }

  @Test
  void soDoesARemoval() {
    stage.networks.clear();
    stage.sends(CRONE, query("<item nick='visitor' role='none'/>"));

    isRefused(GUEST);
    stage.enters(AGAIN, "again");
    assertThat(stage.received(AGAIN)).isNotEmpty();
  }

  @Test
  void whereWhoIsHereCameFromIsNotForgottenHoweverManyCome() {
    for (int i = 0; i < GuestBans.MOST_LEFT + 100; i++) {
      passesBy(i, "198.51.100." + i % 200);
    }
    ban();

    isRefused(AGAIN);
  }

  @Test
  void whoHasLeftIsNotForgottenForTheGuestsOfAFewAddresses() {
    stage.leaves(GUEST);
    for (int i = 0; i < 2 * GuestBans.MOST_LEFT; i++) {
      passesBy(i, "198.51.100." + i % 4);
    }
    ban();

    isRefused(AGAIN);
  }

  @Test
  void whoIsHereFromTwoPlacesIsKnownByBothUntilHeHasLeftTheLast() {
    var second = Jid.of(GUEST.bare() + "/phone");
    stage.networks.put(second, "203.0.113.9");
    stage.enters(second, "visitor");
    stage.leaves(GUEST);
    stage.networks.put(AGAIN, "203.0.113.9");
    ban();

    isRefused(AGAIN);
    stage.networks.put(AGAIN, HERE);
    isRefused(AGAIN);
  }

  private void passesBy(int number, String network) {
    var digits = String.format("%26s", Integer.toString(number, 26)).replace(' ', '0');
    var letters = new StringBuilder("guest-");
    digits.chars().forEach(c -> letters.append((char) ('a' + Character.digit(c, 26))));
    var guest = Jid.of(letters + "@shakespeare.lit/web");
    assertThat(Guest.names(guest)).isTrue();
    stage.networks.put(guest, network);
    stage.enters(guest, "passer-by " + number);
    stage.leaves(guest);
    stage.forget();
  }

  private void ban() {
    stage.sends(CRONE, query("<item jid='" + GUEST.bare() + "' affiliation='outcast'/>"));
  }

  private void isRefused(Jid guest) {
    assertThat(stage.isRefused(guest, Stage.join("again", "")).condition())
        .isEqualTo(Condition.FORBIDDEN);
  }

  private static String query(String item) {
    return "<iq type='set' id='1' to='"
        + ROOM
        + "'><query xmlns='"
        + RoomAdministration.NS
        + "'>"
        + item
        + "</query></iq>";
  }
}
