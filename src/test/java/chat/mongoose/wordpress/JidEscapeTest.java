package chat.mongoose.wordpress;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.auth.SiteName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0106 §4. */
class JidEscapeTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "piotr_nosek, piotr_nosek",
        "jan kowalski, jan\\20kowalski",
        "ann@example.org, ann\\40example.org",
        "o'hara, o\\27hara",
        "\"a&b/c:d<e>\", \\22a\\26b\\2fc\\3ad\\3ce\\3e\\22",
        "a\\20b, a\\5c20b",
        "a\\b, a\\b",
        "a\\5cb, a\\5c5cb"
      })
  void thereAndBack(String name, String local) {
    assertThat(SiteName.local(name)).contains(local);
    assertThat(JidEscape.unescape(local)).isEqualTo(name);
  }
}
