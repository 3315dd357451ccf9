package chat.mongoose.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Lines that strangers can cause. */
class SeldomTest {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private final Seldom seldom = new Seldom(2, Duration.ofHours(1));

  @Test
  void fewAreWrittenInAWhile() {
    assertThat(seldom.take(NOON)).hasValue(0);
    assertThat(seldom.take(NOON.plusSeconds(1))).hasValue(0);
    assertThat(seldom.take(NOON.plusSeconds(2))).isEmpty();
    assertThat(seldom.take(NOON.plusSeconds(3_599))).isEmpty();
  }

  @Test
  void theNextOneTellsHowManyWereLeftOut() {
    for (int i = 0; i < 5; i++) {
      seldom.take(NOON);
    }

    assertThat(seldom.take(NOON.plusSeconds(3_600))).hasValue(3);
    assertThat(seldom.take(NOON.plusSeconds(3_601))).hasValue(0);
  }
}
