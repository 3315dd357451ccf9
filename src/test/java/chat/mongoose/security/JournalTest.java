package chat.mongoose.security;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.security.SecurityEvent.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How much a stranger can have written into the security log. */
class JournalTest {

  private final List<String> lines = new ArrayList<>();
  private final Journal journal = new Journal(lines::add);
  private Instant now = Instant.parse("2026-11-30T04:52:11.123Z");

  private void tell(Kind kind, String address, int times) {
    for (int i = 0; i < times; i++) {
      journal.tell(SecurityEvent.of(kind, address), now);
    }
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  @Test
  void writesAFewOfAnAddressAndCountsTheOthers() {
    tell(Kind.LOGIN_FAILED, "192.0.2.7", Journal.EACH + 512);
    assertThat(lines).hasSize(Journal.EACH);
    pass(Duration.ofMinutes(1));
    tell(Kind.LOGIN_OK, "192.0.2.8", 1);
    assertThat(lines.subList(Journal.EACH, lines.size()))
        .containsExactly(
            "2026-11-30T04:53:11.123Z more address=192.0.2.7 count=512 of=login-failed",
            "2026-11-30T04:53:11.123Z login-ok address=192.0.2.8");
  }

  @Test
  void countsANetworkOfIpv6AsOne() {
    for (int i = 0; i < 1000; i++) {
      tell(Kind.LOGIN_FAILED, "2001:db8:1:2::" + Integer.toHexString(i), 1);
    }
    assertThat(lines).hasSize(Journal.EACH);
    journal.close(now);
    assertThat(lines.get(Journal.EACH)).contains("address=2001:db8:1:2:0:0:0:0/64 count=980");
  }

  @Test
  void whoFillsOneKindHidesNoOther() {
    for (int i = 0; i < 50_000; i++) {
      tell(Kind.LOGIN_FAILED, "10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255), 1);
    }
    assertThat(lines).hasSize(Journal.ALL);
    tell(Kind.LOGIN_OK, "192.0.2.8", 1);
    assertThat(lines.get(Journal.ALL)).contains("login-ok address=192.0.2.8");
  }

  @Test
  void countsAllThatItLeavesOutInFewLines() {
    for (int i = 0; i < 50_000; i++) {
      tell(Kind.LOGIN_FAILED, "10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255), 1);
    }
    lines.clear();
    journal.close(now);
    assertThat(lines).hasSize(Journal.WORST + 1);
    assertThat(lines.stream().mapToLong(JournalTest::count).sum()).isEqualTo(50_000 - Journal.ALL);
  }

  @Test
  void beginsAnewWhenTheClockIsSetBack() {
    tell(Kind.LOGIN_FAILED, "192.0.2.7", Journal.EACH);
    pass(Duration.ofHours(-5));
    tell(Kind.LOGIN_FAILED, "192.0.2.7", 1);
    assertThat(lines).hasSize(Journal.EACH + 1);
  }

  private static long count(String line) {
    return Long.parseLong(line.replaceAll(".* count=(\\d+) .*", "$1"));
  }
}
