package chat.mongoose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** README's table of extensions says what the code says of itself. */
class ExtensionTableTest {

  @Test
  void listsWhatTheCodeImplementsAndNothingElse() {
    List<String> implemented =
        MainClasses.types()
            .flatMap(type -> Arrays.stream(type.getAnnotationsByType(Xep.class)))
            .map(xep -> "XEP-%04d %s".formatted(xep.number(), xep.version()))
            .distinct()
            .toList();
    List<String> told =
        Readme.rows("Extensions").stream()
            .map(cells -> cells.get(0).replaceAll(".*(XEP-\\d{4}).*", "$1") + " " + cells.get(2))
            .toList();
    assertThat(implemented).isNotEmpty();
    assertThat(told).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(implemented);
  }

  @Test
  void isInTheOrderOfNumbers() {
    assertThat(Readme.rows("Extensions").stream().map(cells -> cells.get(0))).isSorted();
  }
}
