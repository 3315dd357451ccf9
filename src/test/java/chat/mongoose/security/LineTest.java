package chat.mongoose.security;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.security.SecurityEvent.Kind;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The security log's form. */
class LineTest {

  private static final Instant NOW = Instant.parse("2026-11-30T04:52:11.123Z");

  @Test
  void tellsWhenWhatAndWhereFirst() {
    var event =
        SecurityEvent.of(Kind.LOGIN_FAILED, "192.0.2.7")
            .name("romeo")
            .door("websocket")
            .mechanism("SCRAM-SHA-256")
            .reason("wrong-password");
    assertThat(Line.of(NOW, event))
        .isEqualTo(
            "2026-11-30T04:52:11.123Z login-failed address=192.0.2.7 name=romeo door=websocket"
                + " mechanism=SCRAM-SHA-256 reason=wrong-password");
  }

  @Test
  void leavesOutWhatIsNotKnown() {
    assertThat(Line.of(NOW, SecurityEvent.of(Kind.MALFORMED, "").name("").door(null)))
        .isEqualTo("2026-11-30T04:52:11.123Z malformed address=-");
  }

  @Test
  void aNameNeitherEndsALineNorBeginsAField() {
    var event =
        SecurityEvent.of(Kind.LOGIN_FAILED, "192.0.2.7")
            .name(
                "x\n2026-11-30T04:52:11.123Z login-failed address=203.0.113.9 a=\"b\"\r\u2028\u001b");
    assertThat(Line.of(NOW, event))
        .startsWith(
            "2026-11-30T04:52:11.123Z login-failed address=192.0.2.7"
                + " name=x%0A2026-11-30T04:52:11.123Z%20login-failed%20address%3D203.0.113.9");
  }

  @Test
  void aNameOfAnyScriptCanBeRead() {
    assertThat(Line.escaped("jürgen@example.org/ромео")).isEqualTo("jürgen@example.org/ромео");
  }

  @Test
  void whatIsInvisibleOrTurnsTextAroundIsSeen() {
    assertThat(Line.escaped("a\u202eb\u200bc\u3164d\ufeff\u0301"))
        .isEqualTo("a%E2%80%AEb%E2%80%8Bc%E3%85%A4d%EF%BB%BF%CC%81");
  }

  @Test
  void aLongNameIsCut() {
    assertThat(Line.escaped("a".repeat(100_000))).isEqualTo("a".repeat(Line.LONGEST) + "...");
  }

  @Test
  void anAddressHasNoZone() {
    assertThat(Line.address("fe80:0:0:0:1:2:3:4%eth0")).isEqualTo("fe80:0:0:0:1:2:3:4");
  }

  @Test
  void noTextBreaksTheForm() {
    var seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      var text =
          random
              .ints(random.nextInt(40), 0, random.nextBoolean() ? 0x80 : 0x10000)
              .collect(StringBuilder::new, (all, c) -> all.append((char) c), StringBuilder::append)
              .toString();
      assertThat(Line.escaped(text))
          .as("seed %d", seed)
          .matches("[^\\s\"'=<>&\\p{C}\\p{Z}\\p{M}]*");
    }
  }
}
