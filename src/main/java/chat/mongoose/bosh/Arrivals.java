package chat.mongoose.bosh;

import chat.mongoose.guard.Guarded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The requests whose bodies have not come in yet. Each may take {@link #PATIENCE}, whatever comes
 * of it meanwhile: a client that sends a byte now and then would hold its connection, and what it
 * has sent, as long as a request may be held. Any thread may call it; it is as large as there are
 * such requests.
 */
@ApplicationScoped
class Arrivals {

  /** How long a body may take, give or take a look at the clock. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Map<Exchange, Instant> under = new ConcurrentHashMap<>();
  private final Clock clock;

  /** For the container's proxy. */
  Arrivals() {
    this(Clock.systemUTC());
  }

  @Inject
  Arrivals(Clock clock) {
    this.clock = clock;
  }

  void begin(Exchange exchange) {
    under.put(exchange, clock.instant().plus(PATIENCE));
  }

  void end(Exchange exchange) {
    under.remove(exchange);
  }

  /** Ends those whose time is over, and forgets those that have ended otherwise. */
  void look() {
    var now = clock.instant();
    under.forEach(
        (exchange, end) -> {
          if (now.isAfter(end)) {
            under.remove(exchange);
            Guarded.run(
                "a body that does not come",
                () -> exchange.drop(new IOException("The body has not come in time.")));
          }
        });
  }
}
