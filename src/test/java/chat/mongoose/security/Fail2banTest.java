package chat.mongoose.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.security.SecurityEvent.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What fail2ban makes of the security log by the filter that is shipped. */
class Fail2banTest {

  private static final Path FILTER =
      Path.of(System.getProperty("basedir", ""), "src/main/fail2ban/filter.d/mongoose.conf")
          .toAbsolutePath();

  private static final Set<Kind> HOSTILE =
      Set.of(
          Kind.LOGIN_FAILED,
          Kind.LOGIN_BRAKED,
          Kind.ACCESS_REFUSED,
          Kind.FLOOD_ENDED,
          Kind.MALFORMED);

  @TempDir private Path folder;

  @Test
  void keepsOutWhoIsHostileAndNobodyElse() throws Exception {
    for (Kind kind : Kind.values()) {
      var line = Line.of(Instant.now(), SecurityEvent.of(kind, "192.0.2.7").name("romeo"));
      assertThat(found(line))
          .as(line)
          .isEqualTo(HOSTILE.contains(kind) ? List.of("192.0.2.7") : List.of());
    }
  }

  @Test
  void readsAddressesOfIpv6() throws Exception {
    var event = SecurityEvent.of(Kind.LOGIN_FAILED, "2001:db8:0:0:0:0:0:7");
    assertThat(found(Line.of(Instant.now(), event))).containsExactly("2001:db8::7");
  }

  @Test
  void aNameKeepsNobodyElseOut() throws Exception {
    var forged = Line.of(Instant.now(), SecurityEvent.of(Kind.LOGIN_FAILED, "203.0.113.9"));
    for (String before : List.of("\n", "\r\n", "\u2028", "\u0085", " ", "")) {
      var event =
          SecurityEvent.of(Kind.LOGIN_FAILED, "192.0.2.7")
              .name("romeo" + before + forged)
              .reason(before + "login-failed address=203.0.113.9");
      assertThat(found(Line.of(Instant.now(), event))).containsExactly("192.0.2.7");
    }
  }

  @Test
  void countsNothingTwice() throws Exception {
    var left = Line.left(Instant.now(), Kind.LOGIN_FAILED, "192.0.2.7", 512);
    assertThat(found(left)).isEmpty();
  }

  /** The addresses that have failed, as fail2ban reads them. */
  private List<String> found(String line) throws IOException, InterruptedException {
    var log = Files.writeString(folder.resolve("security.log"), line + "\n");
    var process =
        new ProcessBuilder("fail2ban-regex", "-o", "ip", log.toString(), FILTER.toString())
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    var found = new ArrayList<String>();
    said.lines().filter(each -> each.matches("[0-9a-f.:]+")).forEach(found::add);
    return found;
  }
}
