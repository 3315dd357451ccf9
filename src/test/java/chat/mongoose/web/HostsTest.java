package chat.mongoose.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import chat.mongoose.auth.AllowedOrigins;
import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Under which names a page may reach us, so that no foreign name can be led here. */
class HostsTest {

  private static final AllowedOrigins ORIGINS =
      new AllowedOrigins(Optional.of("https://www.example.org, http://intranet:8080"));

  private final Hosts learned = new Hosts(Optional.empty(), "chat.example.org", ORIGINS);
  private final Hosts listed =
      new Hosts(Optional.of("Talk.example.org , talk"), "chat.example.org", ORIGINS);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:8080",
        "LOCALHOST.:8080",
        "chat.localhost",
        "127.0.0.1:8080",
        "192.168.1.7:8080",
        "[::1]:8080",
        "[fe80::1%25eth0]",
        "203.0.113.9"
      })
  void whatNobodyCanLeadHereIsAlwaysGood(String host) {
    assertThat(learned.own(host, false)).isTrue();
    assertThat(listed.own(host, false)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"chat.example.org:8080", "www.example.org", "intranet", "Chat.Example.Org."})
  void withoutAListTheOtherSettingsTell(String host) {
    assertThat(learned.own(host, false)).isTrue();
    assertThat(listed.own(host, false)).isFalse();
  }

  @Test
  void theNameOfTheMachineIsGood() throws Exception {
    var name = InetAddress.getLocalHost().getHostName();
    assertThat(learned.own(name + ":8080", false)).isTrue();
    assertThat(learned.own(name.split("\\.")[0] + ".local", false)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "1.2.3.4.5",
        "[::1].evil.example",
        "",
        "example.org",
        "xchat.example.org",
        "localhost:8080:80",
        "a b"
      })
  void anotherNameIsNotOurs(String host) {
    assertThat(learned.own(host, false)).isFalse();
    assertThat(listed.own(host, true)).isFalse();
  }

  /** A proxy's certificate has shown that the name is ours; README's nginx needs no list. */
  @Test
  void whatHasComeByTlsIsGoodWithoutAList() {
    assertThat(learned.own("talk.example.org", true)).isTrue();
    assertThat(listed.own("other.example.org", true)).isFalse();
  }

  @Test
  void theListCounts() {
    assertThat(listed.own("talk.example.org:443", false)).isTrue();
    assertThat(listed.own("talk", false)).isTrue();
    assertThat(new Hosts(Optional.of("*"), "localhost", ORIGINS).own("any.example", false))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://a.example", "a.example:80", "a.example/x", "a b", "a,,b", "*.a"})
  void aWrongNameStopsTheStart(String hosts) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Hosts(Optional.of(hosts), "localhost", ORIGINS))
        .withMessageStartingWith("mongoose.web.hosts has ");
  }
}
