package chat.mongoose.muc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MucSettingsTest {

  @Test
  void theDomainOfTheRoomsIsPreparedAndHasADefault() {
    assertThat(settings(Optional.empty(), 1, 1, 1, 1, 1).domain())
        .isEqualTo("conference.example.org");
    assertThat(settings(Optional.of("Rooms.Example.ORG"), 1, 1, 1, 1, 1).domain())
        .isEqualTo("rooms.example.org");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rooms@example.org", "example.org/rooms", "-.-", "a b"})
  void whatIsNoDomainStopsTheStartAndNamesItsKey(String domain) {
    assertThatThrownBy(() -> settings(Optional.of(domain), 1, 1, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mongoose.muc.domain");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 1, 1, 1, max-rooms",
    "1, 0, 1, 1, 1, max-occupants",
    "1, 1, -1, 1, 1, max-shown",
    "1, 1, 1, 0, 1, max-nickname",
    "1, 1, 1, 1, -1, history"
  })
  void aBoundThatMakesNoSenseStopsTheStartAndNamesItsKey(
      int rooms, int occupants, int shown, int nickname, int history, String key) {
    assertThatThrownBy(() -> settings(Optional.empty(), rooms, occupants, shown, nickname, history))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mongoose.muc." + key);
  }

  @Test
  void guestsOpenRoomsWhereNobodyElseComesAndWhereTheyAreLet() {
    var none = Optional.<String>empty();
    var set = Optional.of("https://example.org");
    assertThat(settings(Optional.empty(), none, none, "").rooms().guestsCreate()).isTrue();
    assertThat(settings(Optional.empty(), set, none, "").rooms().guestsCreate()).isFalse();
    assertThat(settings(Optional.empty(), none, set, "").rooms().guestsCreate()).isFalse();
    assertThat(settings(Optional.of(true), set, none, "").rooms().guestsCreate()).isTrue();
    assertThat(settings(Optional.of(false), none, none, "").rooms().guestsCreate()).isFalse();
  }

  @Test
  void aNameThatNoRoomCanHaveStopsTheStartAndNamesItsKey() {
    assertThatThrownBy(
            () -> settings(Optional.empty(), Optional.empty(), Optional.empty(), "lobby@here"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mongoose.muc.site-rooms");
  }

  private static MucSettings settings(
      Optional<Boolean> guestsCreate,
      Optional<String> portal,
      Optional<String> wordPress,
      String siteRooms) {
    return settings(Optional.empty(), 1, 1, 1, 1, 1, guestsCreate, portal, wordPress, siteRooms);
  }

  private static MucSettings settings(
      Optional<String> domain, int rooms, int occupants, int shown, int nickname, int history) {
    return settings(
        domain,
        rooms,
        occupants,
        shown,
        nickname,
        history,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "lobby,post-*");
  }

  private static MucSettings settings(
      Optional<String> domain,
      int rooms,
      int occupants,
      int shown,
      int nickname,
      int history,
      Optional<Boolean> guestsCreate,
      Optional<String> portal,
      Optional<String> wordPress,
      String siteRooms) {
    return new MucSettings(
        "example.org",
        domain,
        rooms,
        20,
        200,
        100,
        1000,
        100,
        occupants,
        shown,
        nickname,
        history,
        guestsCreate,
        portal,
        wordPress,
        siteRooms,
        Duration.ofHours(24),
        Duration.ofMinutes(1),
        false,
        true,
        true,
        true,
        false,
        false,
        false,
        false);
  }
}
