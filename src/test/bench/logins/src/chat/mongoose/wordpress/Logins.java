package chat.mongoose.wordpress;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * Counts how many logins of each kind one processor checks in a second. Time is the processor's,
 * not the clock's, so what else runs on the machine disturbs little.
 */
final class Logins {

  private static final byte[] PASSWORD = "Correct-Horse9".getBytes(StandardCharsets.UTF_8);
  private static final String PHPASS = "$P$BlX3c2dpFV0x3EQf6ieI5yMDMwOt1c1";
  private static final String BCRYPT =
      "$wp$2y$10$yrAwSFdL.biT9ynAn1vtqe.NoZFBRBMbk.qyPuUKIxMArhtMs1Oba";

  private static final String KEY = "a key and a salt, together of 128 characters. ".repeat(3);
  private static final String EXPIRY = "1999999999";

  private static final Duration WARM_UP = Duration.ofSeconds(2);
  private static final Duration RUN = Duration.ofSeconds(5);

  private Logins() {}

  /** Prints a line for each kind. */
  public static void main(String[] arguments) {
    var token = "A".repeat(43);
    var cookie = "romeo|" + EXPIRY + "|" + token + "|" + "0".repeat(64);
    var row = session(token);
    measure("cookie", () -> cookie(cookie, row));
    measure("password, $P$", () -> WordPressPassword.accepts(PASSWORD, PHPASS));
    measure("password, $wp$2y$10$", () -> WordPressPassword.accepts(PASSWORD, BCRYPT));
  }

  /** All that is computed for a cookie; this one's signature is wrong, which costs the same. */
  private static boolean cookie(String value, byte[] row) {
    var cookie = WordPressCookie.sent(value).orElseThrow();
    var signed = cookie.isSigned(KEY, CookieForm.SINCE_6_8, PHPASS);
    var sessions = SessionTokens.stored(PhpArray.stored(row));
    return !signed && sessions.isAlive(cookie.session().orElseThrow(), Instant.EPOCH);
  }

  private static byte[] session(String token) {
    var text =
        ("a:1:{s:64:\"%s\";a:4:{s:10:\"expiration\";i:%s;s:2:\"ip\";s:9:\"127.0.0.1\";"
                + "s:2:\"ua\";s:7:\"Firefox\";s:5:\"login\";i:1;}}")
            .formatted(Hashes.sha256(token), EXPIRY);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void measure(String kind, BooleanSupplier login) {
    count(login, WARM_UP);
    var before = processorTime();
    var logins = count(login, RUN);
    var spent = processorTime() - before;
    System.out.printf(
        "%-22s %,10.0f logins a second and processor, %,9.1f µs each%n",
        kind, logins * 1e9 / spent, spent / 1e3 / logins);
  }

  private static long count(BooleanSupplier login, Duration time) {
    var end = processorTime() + time.toNanos();
    var logins = 0L;
    while (processorTime() < end) {
      if (!login.getAsBoolean()) {
        throw new IllegalStateException("The login was refused");
      }
      logins++;
    }
    return logins;
  }

  private static long processorTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
