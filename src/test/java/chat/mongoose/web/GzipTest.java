package chat.mongoose.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 §12.5.3. */
class GzipTest {

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "gzip, deflate, br", "br;q=1.0, GZIP;q=0.5", "deflate,gzip"})
  void isUsedForWhoAsks(String accepted) {
    assertThat(Gzip.isAccepted(accepted)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "identity", "br", "gzip;q=0", "gzip; q=0.000", "x-gzip-2", ";"})
  void isNotUsedForWhoDoesNot(String accepted) {
    assertThat(Gzip.isAccepted(accepted)).isFalse();
  }

  @Test
  void isNotUsedForWhoSaysNothing() {
    assertThat(Gzip.isAccepted(null)).isFalse();
  }

  @Test
  void whatIsCompressedCanBeReadAgain() throws IOException {
    var content = "<message/>".repeat(1000).getBytes(StandardCharsets.UTF_8);
    var compressed = Gzip.compress(content);

    assertThat(compressed).hasSizeLessThan(content.length / 10);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed)).readAllBytes())
        .isEqualTo(content);
  }
}
