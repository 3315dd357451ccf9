package chat.mongoose.auth;

import static chat.mongoose.auth.ScramClient.base64;
import static chat.mongoose.auth.ScramClient.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP Basic: RFC 7617. */
class BasicCredentialsTest {

  /** RFC 7617 §2, and the same with another case of the scheme. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
        "basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
        "BASIC  QWxhZGRpbjpvcGVuIHNlc2FtZQ== ",
      })
  void theExampleOfTheRfcIsRead(String header) {
    var credentials = BasicCredentials.of(header).orElseThrow();

    assertThat(credentials.username()).isEqualTo("Aladdin");
    assertThat(new String(credentials.password().secret())).isEqualTo("open sesame");
  }

  @Test
  void aPasswordMayHoldColonsAndLettersOfAnyLanguage() {
    var credentials = BasicCredentials.of("Basic " + base64(bytes("jörg:a:ß"))).orElseThrow();

    assertThat(credentials.username()).isEqualTo("jörg");
    assertThat(new String(credentials.password().secret())).isEqualTo("a:ß");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Basic",
        "Basic ",
        "Basic !",
        "Basic QQ",
        "Basic QWxhZGRpbg==",
        "Basic OnNlc2FtZQ==",
        "Basic QWxhZGRpbjo=",
        "Bearer QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
        "Digest username=\"Aladdin\"",
      })
  void whatIsNotBasicIsNothing(String header) {
    assertThat(BasicCredentials.of(header)).isEmpty();
  }

  @Test
  void whatIsNotUtf8IsNothing() {
    var latin = "jörg:ß".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(BasicCredentials.of("Basic " + base64(latin))).isEmpty();
  }

  @Test
  void aHeaderHasABound() {
    assertThat(BasicCredentials.of("Basic " + base64(bytes("a:" + "b".repeat(4000))))).isPresent();
    assertThat(BasicCredentials.of("Basic " + base64(bytes("a:" + "b".repeat(6000))))).isEmpty();
  }
}
