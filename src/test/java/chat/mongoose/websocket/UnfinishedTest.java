package chat.mongoose.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.cluster.Lanes;
import chat.mongoose.session.InputLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who begins and does not end is cut off, by a clock that the test moves. */
class UnfinishedTest {

  private static final FrameLimit LIMIT =
      new FrameLimit(262_144, new InputLimits(16_384, 1_048_576), Duration.ofSeconds(30));

  private final Unfinished unfinished = new Unfinished(new Lanes(), LIMIT);
  private final List<String> cut = new ArrayList<>();
  private final long begun = System.nanoTime();

  @Test
  void aFrameHasItsTimeAndNoMore() {
    unfinished.begins("frame", () -> cut.add("frame"));

    lookAfter(29);
    assertThat(cut).isEmpty();

    lookAfter(31);
    lookAfter(40);
    assertThat(cut).containsExactly("frame");
  }

  @Test
  void aFrameThatHasEndedIsLeftAlone() {
    unfinished.begins("frame", () -> cut.add("frame"));
    unfinished.ends("frame");

    lookAfter(60);

    assertThat(cut).isEmpty();
  }

  /** RFC 6455 §7.1.1. */
  @Test
  void theAnswerToACloseFrameHasTenSecondsFromTheFirst() {
    unfinished.closes("connection", () -> cut.add("first"));
    unfinished.closes("connection", () -> cut.add("second"));

    lookAfter(9);
    assertThat(cut).isEmpty();

    lookAfter(11);
    assertThat(cut).containsExactly("first");
  }

  @Test
  void whoFailsToBeCutOffKeepsNobodyElse() {
    for (int i = 0; i < 10; i++) {
      var failing = i % 2 == 0;
      unfinished.begins(
          i,
          () -> {
            if (failing) {
              throw new NoClassDefFoundError("as this test wants it");
            }
            cut.add("another");
          });
    }

    lookAfter(31);

    assertThat(cut).hasSize(5);
  }

  @Test
  void beforeTheLoginAFrameHasWhatAnyDoorTakesThen() {
    assertThat(LIMIT.octets(false)).isEqualTo(16_384);
    assertThat(LIMIT.octets(true)).isEqualTo(262_144);
  }

  private void lookAfter(int seconds) {
    // what has begun here has begun a little later
    unfinished.look(begun + Duration.ofSeconds(seconds).plusMillis(500).toNanos());
  }
}
