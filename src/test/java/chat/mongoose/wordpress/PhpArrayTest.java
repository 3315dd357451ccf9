package chat.mongoose.wordpress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhpArrayTest {

  private static Map<Object, Object> read(String text) {
    return PhpArray.stored(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsWhatPhpWrites() {
    assertThat(read("a:4:{i:0;s:4:\"żó\";s:1:\"a\";a:1:{i:7;N;}s:1:\"d\";d:0.5;s:1:\"b\";b:1;}"))
        .containsEntry(0L, "żó")
        .containsEntry("d", 0.5)
        .containsEntry("b", true)
        .hasSize(4);
  }

  /** None of them is an array that WordPress has stored. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text",
        "s:1:\"a\";",
        "a:1:{i:0;i:1;",
        "a:2:{i:0;i:1;}",
        "a:-1:{}",
        "a:99999999999:{}",
        "a:0:{}rest",
        "a:1:{i:0;O:8:\"stdClass\":0:{}}",
        "a:1:{i:0;R:1;}",
        "a:1:{i:0;C:1:\"X\":0:{}}",
        "a:1:{b:1;i:1;}",
        "a:1:{s:999:\"a\";i:1;}",
        "a:1:{s:2147483647:\"a\";i:1;}",
        "a:1:{i:0;i:99999999999999999999;}",
        "a:1:{i:0;b:2;}"
      })
  void refusesWhatItDoesNot(String text) {
    assertThat(read(text)).isEmpty();
  }

  @Test
  void isBoundedInDepthAndLength() {
    assertThat(read("a:1:{i:0;".repeat(1000) + "N;" + "}".repeat(1000))).isEmpty();
    var many = 30_000;
    assertThat(read("a:" + many + ":{" + "i:0;N;".repeat(many) + "}")).isEmpty();
    assertThat(PhpArray.stored(new byte[PhpArray.MAX_LENGTH + 1])).isEmpty();
    assertThat(PhpArray.stored(null)).isEmpty();
  }
}
