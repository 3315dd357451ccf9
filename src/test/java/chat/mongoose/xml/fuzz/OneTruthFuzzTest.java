package chat.mongoose.xml.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Some of what {@code src/test/bench/xml/xml} tries at length. */
class OneTruthFuzzTest {

  private static final int DOCUMENTS = 20_000;

  @Test
  void whatIsSentOnIsReadAlikeByAll() {
    var seed = Long.getLong("mongoose.fuzz.seed", System.currentTimeMillis());
    System.out.println("OneTruthFuzzTest: -Dmongoose.fuzz.seed=" + seed);
    try (var fuzz = new Fuzz(seed, false)) {
      fuzz.run(0, DOCUMENTS);

      assertThat(fuzz.wrong()).as("with seed %d, %s", seed, fuzz.figures()).isEmpty();
      assertThat(fuzz.accepted()).isBetween(DOCUMENTS / 4L, DOCUMENTS * 9L / 10);
    }
  }
}
