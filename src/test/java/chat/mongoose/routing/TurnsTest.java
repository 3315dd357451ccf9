package chat.mongoose.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who asks much waits for himself. */
class TurnsTest {

  private final Turns turns = new Turns(2);
  private final List<String> begun = new ArrayList<>();

  @Test
  void aFewRunAtOnceAndTheOthersWhenTheyEnd() {
    add("a", 3);
    assertThat(begun).containsExactly("a0", "a1");

    turns.ended();
    assertThat(begun).containsExactly("a0", "a1", "a2");
    turns.ended();
    turns.ended();
    add("b", 2);
    assertThat(begun).endsWith("b0", "b1");
  }

  @Test
  void whoHasOneWaitsForNoMoreThanOneOfEachOther() {
    add("a", 100);
    add("b", 100);
    add("c", 1);
    begun.clear();

    for (int i = 0; i < 6; i++) {
      turns.ended();
    }

    assertThat(begun).containsExactly("a2", "b0", "c0", "a3", "b1", "a4");
  }

  @Test
  void whatEndsAtOnceDoesNotPileUpTheStack() {
    turns.add("a", () -> {});
    turns.add("a", () -> {});
    for (int i = 0; i < 100_000; i++) {
      turns.add("b", () -> begun.add("b"));
    }
    for (int i = 0; i < 100_000; i++) {
      turns.ended();
    }

    assertThat(begun).hasSize(100_000);
  }

  private void add(String whose, int count) {
    for (int i = 0; i < count; i++) {
      var name = whose + i;
      turns.add(whose, () -> begun.add(name));
    }
  }
}
