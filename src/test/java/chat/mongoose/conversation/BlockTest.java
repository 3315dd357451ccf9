package chat.mongoose.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BlockTest {

  @Test
  void theIndentationThatAllLinesHaveIsNoPartOfTheText() {
    assertThat(new Block(List.of("    one", "", "      two", "")).text()).isEqualTo("one\n\n  two");
  }

  @Test
  void repeatedTextIsWrittenOutAndNumbered() {
    assertThat(new Block(List.of(" {repeat 3 \"<a n='#'/>\"}")).text())
        .isEqualTo("<a n='1'/><a n='2'/><a n='3'/>");
  }

  @Test
  void base64HidesNulls() {
    assertThat(new Block(List.of(" {base64 \"\\0romeo\\0secret\"}")).text())
        .isEqualTo("AHJvbWVvAHNlY3JldA==");
  }

  @Test
  void severalElementsStandOneBehindTheOther() {
    var elements = new Block(List.of(" <presence/>", " <iq><x xmlns='urn:x'/></iq>")).elements();

    assertThat(elements).extracting(Tree::name).containsExactly("presence", "iq");
    assertThat(elements.get(1)).hasToString("<iq xmlns='jabber:client'><x xmlns='urn:x'/></iq>");
  }
}
