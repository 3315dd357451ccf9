package chat.mongoose.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A fault stays where it is, whatever it is. */
class GuardedTest {

  static Stream<Throwable> faults() {
    return Stream.of(
        new IllegalStateException("as this test wants it"),
        new StackOverflowError(),
        new NoClassDefFoundError("as this test wants it"),
        new OutOfMemoryError("as this test wants it"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void whatIsBehindAFaultGoesOn(Throwable fault) {
    var done = new ArrayList<Integer>();

    Guarded.each(
        List.of(1, 2, 3),
        one -> {
          if (one == 2) {
            GuardedTest.<RuntimeException>sneak(fault);
          }
          done.add(one);
        });

    assertThat(done).containsExactly(1, 3);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void whoAsksLearnsThatItWentWrong(Throwable fault) {
    assertThat(Guarded.run("a test", () -> GuardedTest.<RuntimeException>sneak(fault))).isFalse();
    assertThat(Guarded.run("a test", () -> {})).isTrue();
  }

  @Test
  void aSubjectWhoseTextIsAtFaultDoesNoHarm() {
    var subject =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("as this test wants it");
          }
        };

    assertThat(Guarded.run(subject, () -> GuardedTest.<RuntimeException>sneak(new Error())))
        .isFalse();
  }

  @Test
  void oneKindIsToldOnceAndThenCounted() {
    assertThat(Faults.due("a kind of this test")).contains(0L);
    assertThat(Faults.due("a kind of this test")).isEmpty();
    assertThat(Faults.due("another kind of this test")).contains(0L);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable fault) throws T {
    throw (T) fault;
  }
}
