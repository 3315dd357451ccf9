package chat.mongoose.muc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveIdTest {

  private static final ArchiveId NOTHING = new ArchiveId(0);

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 31, 32, 1_700_000_000_000_000L, Long.MAX_VALUE})
  void itsTextIsReadAsTheSameNumber(long micros) {
    var id = new ArchiveId(micros);

    assertThat(id.toString()).hasSize(13).matches("[0-9a-v]*");
    assertThat(ArchiveId.of(id.toString())).isEqualTo(id);
  }

  @Test
  void textsAreOrderedAsTheNumbersAre() {
    var texts =
        LongStream.of(0, 9, 10, 31, 32, 1023, 1024, 1_700_000_000_000_000L, Long.MAX_VALUE)
            .mapToObj(micros -> new ArchiveId(micros).toString());

    assertThat(texts).isSorted();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "0000000000000000",
        "000000000000w",
        "000000000000A",
        "-000000000001",
        "800000000000v",
        "v000000000000",
        "28482-98726-73623"
      })
  void whatIsNoIdentifierNamesNoMessage(String text) {
    assertThatThrownBy(() -> ArchiveId.of(text))
        .isInstanceOfSatisfying(
            StanzaError.class,
            error -> assertThat(error.condition()).isEqualTo(Condition.ITEM_NOT_FOUND));
  }

  @Test
  void identifiersAreTimesAndNeverTheSame() {
    var ids = new ArchiveIds();
    var now = Instant.parse("2025-11-01T12:00:00.123456Z");

    var three = List.of(ids.next(now, NOTHING), ids.next(now, NOTHING), ids.next(now, NOTHING));

    assertThat(three.get(0).micros()).isEqualTo(1_761_998_400_123_456L);
    assertThat(three).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aClockThatIsPutBackPutsNoIdentifierBack() {
    var ids = new ArchiveIds();
    var now = Instant.parse("2025-11-01T12:00:00Z");
    var first = ids.next(now, NOTHING);

    assertThat(ids.next(now.minusSeconds(60), NOTHING)).isGreaterThan(first);
  }

  @Test
  void anIdentifierIsNewerThanAllThatTheRoomsArchiveHas() {
    var ids = new ArchiveIds();
    var ahead = new ArchiveId(1_900_000_000_000_000L);

    assertThat(ids.next(Instant.parse("2025-11-01T12:00:00Z"), ahead)).isGreaterThan(ahead);
  }
}
