package chat.mongoose.session;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Negotiation for tests of what sessions do once they are there: nobody can log in by it. */
final class Negotiations {

  private Negotiations() {}

  static StreamNegotiation over(Sessions sessions) {
    return new StreamNegotiation(
        "localhost",
        sessions,
        new SessionLimits(1000, 100, 100_000, Duration.ofSeconds(30), Duration.ofMinutes(1)),
        List.of(),
        null,
        Clock.systemUTC());
  }
}
