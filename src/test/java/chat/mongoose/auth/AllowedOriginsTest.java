package chat.mongoose.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 §10.2: whose pages may connect. */
class AllowedOriginsTest {

  private final AllowedOrigins own = new AllowedOrigins(Optional.empty());
  private final AllowedOrigins listed =
      new AllowedOrigins(Optional.of("https://www.example.org, http://portal.example.org:8080"));

  @ParameterizedTest
  @CsvSource({
    "http://chat.example.org, chat.example.org",
    "https://chat.example.org, chat.example.org",
    "https://chat.example.org:443, chat.example.org",
    "http://localhost:8080, localhost:8080",
    "http://LOCALHOST:8080, localhost:8080",
    "http://[::1]:8080, [::1]:8080"
  })
  void thePagesOfTheOwnHostMay(String origin, String host) {
    assertThat(own.allows(origin, host)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "http://evil.example, chat.example.org",
    "http://chat.example.org.evil.example, chat.example.org",
    "http://localhost:8081, localhost:8080",
    "http://localhost, localhost:8080",
    "null, localhost:8080",
    "file://, localhost:8080",
    "http://user@localhost:8080, localhost:8080",
    "http://evil.example, evil.example@localhost"
  })
  void foreignPagesMayNot(String origin, String host) {
    assertThat(own.allows(origin, host)).isFalse();
  }

  @Test
  void aRequestWithoutAHostIsForeign() {
    assertThat(own.allows("http://localhost", null)).isFalse();
  }

  @Test
  void listedOriginsMayWhereverTheServerIs() {
    assertThat(listed.allows("https://www.example.org", "chat.example.net")).isTrue();
    assertThat(listed.allows("http://portal.example.org:8080", "chat.example.net")).isTrue();
    assertThat(listed.allows("http://www.example.org", "chat.example.net")).isFalse();
    assertThat(listed.allows("http://portal.example.org", "chat.example.net")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"www.example.org", "https://www.example.org/chat", "*", "ftp://a"})
  void whatIsNoOriginStopsTheStartAndNamesTheKey(String setting) {
    assertThatThrownBy(() -> new AllowedOrigins(Optional.of(setting)))
        .hasMessageContaining("mongoose.web.origins")
        .hasMessageContaining(setting);
  }
}
