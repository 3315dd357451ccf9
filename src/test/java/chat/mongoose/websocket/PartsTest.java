package chat.mongoose.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.session.StreamError;
import chat.mongoose.session.StreamError.Condition;
import org.junit.jupiter.api.Test;

/** RFC 6455 §5.4: messages that come in fragments. */
class PartsTest {

  private long held;
  private final Parts parts = new Parts(() -> 10, octets -> held = octets);

  @Test
  void aMessageInOneFrameIsComplete() {
    assertThat(parts.add("<a/>", true)).contains("<a/>");
    assertThat(parts.add("<b/>", true)).contains("<b/>");
  }

  @Test
  void fragmentsAreCompleteWithTheLast() {
    assertThat(parts.add("<a", false)).isEmpty();
    assertThat(parts.add("/", false)).isEmpty();
    assertThat(parts.add(">", true)).contains("<a/>");
    assertThat(parts.add("<b/>", true)).contains("<b/>");
  }

  @Test
  void whatIsNotWholeIsCountedAndNothingElse() {
    parts.add("1234", true);
    assertThat(held).isZero();

    parts.add("1234", false);
    assertThat(held).isBetween(4L, 100L);

    parts.add("5", true);
    assertThat(held).isZero();
  }

  @Test
  void whatIsThrownAwayIsNotCounted() {
    parts.add("12345678", false);
    parts.add("12345678", false);

    assertThat(held).isZero();
  }

  @Test
  void aConnectionThatHasEndedHoldsNothing() {
    parts.add("1234", false);

    parts.end();
    assertThat(held).isZero();
    assertThat(parts.isUnfinished()).isFalse();

    parts.add("1234", false);
    assertThat(held).isZero();
  }

  @Test
  void theBoundCountsOctets() {
    assertThat(parts.add("ü".repeat(5), true)).isPresent();
    assertThatThrownBy(() -> parts.add("ü".repeat(6), true)).isInstanceOf(StreamError.class);
  }

  @Test
  void whatIsTooLongIsRefusedWhenItHasEndedSoThatItsSenderCanReadWhy() {
    assertThat(parts.add("12345678", false)).isEmpty();
    assertThat(parts.add("12345678", false)).isEmpty();
    assertThat(parts.add("12345678", false)).isEmpty();

    assertThatThrownBy(() -> parts.add("1", true))
        .isInstanceOfSatisfying(
            StreamError.class,
            e -> assertThat(e.condition()).isEqualTo(Condition.POLICY_VIOLATION));
  }

  @Test
  void whoGoesOnWithoutEndIsRefusedInTheMiddle() {
    for (int i = 0; i < 8; i++) {
      assertThat(parts.add("1234567890", false)).isEmpty();
    }

    assertThatThrownBy(() -> parts.add("1", false)).isInstanceOf(StreamError.class);
  }
}
