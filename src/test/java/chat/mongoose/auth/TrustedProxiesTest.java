package chat.mongoose.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose word about a client counts. */
class TrustedProxiesTest {

  private static final String CLIENT = "203.0.113.9";

  private final TrustedProxies none = new TrustedProxies(Optional.empty());
  private final TrustedProxies some =
      new TrustedProxies(Optional.of("127.0.0.1, 10.0.0.0/8 ,::1,fd00::/8"));

  @Test
  void nobodyIsTrustedUnlessListed() {
    assertThat(none.client("127.0.0.1", List.of(CLIENT))).isEqualTo("127.0.0.1");
    assertThat(none.isSecure("127.0.0.1", false, "https")).isFalse();
    assertThat(some.client("198.51.100.1", List.of(CLIENT))).isEqualTo("198.51.100.1");
    assertThat(some.isSecure("198.51.100.1", false, "https")).isFalse();
    assertThat(some.client("unknown", List.of(CLIENT))).isEqualTo("unknown");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1", "10.200.3.4", "::1", "0:0:0:0:0:0:0:1", "fdff::7", "::ffff:10.1.1.1"})
  void aListedProxySaysWhoTheClientIs(String peer) {
    assertThat(some.client(peer, List.of(CLIENT))).isEqualTo(CLIENT);
    assertThat(some.client(peer, List.of())).isEqualTo(peer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // what the client itself has put in front is not believed
        "1.1.1.1, 203.0.113.9 | 203.0.113.9",
        "10.0.0.7, 203.0.113.9 | 203.0.113.9",
        "1.1.1.1, 203.0.113.9, 10.0.0.7 | 203.0.113.9",
        "10.0.0.8, 10.0.0.7 | 10.0.0.8",
        "2001:db8::9 | 2001:db8:0:0:0:0:0:9",
        "203.0.113.9:4711 | 203.0.113.9",
        "[2001:db8::9]:4711 | 2001:db8:0:0:0:0:0:9",
        // behind what cannot be read nothing counts
        "203.0.113.9, nonsense | 10.0.0.1",
        "203.0.113.9, nonsense, 10.0.0.7 | 10.0.0.7",
        "203.0.113.9, localhost | 10.0.0.1",
        "203.0.113.9, 1.2.3.256 | 10.0.0.1",
        "203.0.113.9, | 10.0.0.1",
        "203.0.113.9, [::1 | 10.0.0.1",
        "1 | 10.0.0.1",
        "'' | 10.0.0.1"
      })
  void theLastThatIsNoProxyIsTheClient(String forwarded, String client) {
    assertThat(some.client("10.0.0.1", List.of(forwarded))).isEqualTo(client);
  }

  @Test
  void severalHeadersAreOneChain() {
    assertThat(some.client("10.0.0.1", List.of("1.1.1.1", CLIENT, "10.0.0.2"))).isEqualTo(CLIENT);
  }

  @Test
  void anEndlessChainIsNotFollowed() {
    var proxies = "10.0.0.3,".repeat(1_000);

    assertThat(some.client("10.0.0.1", List.of(CLIENT + "," + proxies + "10.0.0.2")))
        .isEqualTo("10.0.0.3");
  }

  @Test
  void aListedProxySaysWhetherTheClientCameByTls() {
    assertThat(some.isSecure("127.0.0.1", false, "https")).isTrue();
    assertThat(some.isSecure("127.0.0.1", true, "http")).isFalse();
    assertThat(some.isSecure("127.0.0.1", true, null)).isTrue();
    assertThat(some.isSecure("127.0.0.1", false, "https, http")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "10.0.0.0/33",
        "10.0.0.1/8",
        "10.0.0.0/",
        "10.0.0.0/-1",
        "::/129",
        "10.0.0.256",
        "10.0.0",
        "*"
      })
  void aWrongSettingIsNamed(String network) {
    assertThatThrownBy(() -> new TrustedProxies(Optional.of("127.0.0.1," + network)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mongoose.web.trusted-proxies")
        .hasMessageContaining(network);
  }

  /** Everybody could choose the address that he is known by. */
  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0/0", "::/0", "127.0.0.1, 0.0.0.0/0"})
  void whoTrustsEverybodyIsNotStarted(String networks) {
    assertThatThrownBy(() -> new TrustedProxies(Optional.of(networks)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mongoose.web.trusted-proxies")
        .hasMessageContaining("everybody");
  }
}
