package chat.mongoose.routing;

import chat.mongoose.cluster.Lanes;
import chat.mongoose.session.Allowances;
import chat.mongoose.session.Session;
import io.github.bucket4j.Bucket;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How many octets one session may send, so that nobody who reads at an ordinary speed is flooded by
 * one who writes. Who sends more is not refused but heard later: nothing more of his is read until
 * his allowance has grown back, and what he sends meanwhile waits within a bound.
 */
@ApplicationScoped
class OctetRate {

  private final int burst;
  private final int perSecond;
  private final Lanes lanes;

  /** For the container's proxy. */
  OctetRate() {
    this(1, 1, null);
  }

  @Inject
  OctetRate(
      @ConfigProperty(name = "mongoose.routing.burst-size", defaultValue = "1048576") int burst,
      @ConfigProperty(name = "mongoose.routing.rate-size", defaultValue = "131072") int perSecond,
      Lanes lanes) {
    this.burst = positive("mongoose.routing.burst-size", burst);
    this.perSecond = positive("mongoose.routing.rate-size", perSecond);
    this.lanes = lanes;
  }

  /** Makes a wrong setting stop the start. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object started) {}

  /** Takes a piece of input from the session's allowance; what follows waits if it is used up. */
  void take(Session session, int octets) {
    var allowance = session.state(Allowance.class, this::allowance);
    var nanos = allowance.bucket().consumeIgnoringRateLimits(octets);
    if (nanos > 0) {
      var grown = new CompletableFuture<Void>();
      session.await(grown);
      // what is handled then takes time, which the clock's thread has not
      lanes.later(
          Duration.ofNanos(nanos), () -> lanes.put(allowance.lane(), () -> grown.complete(null)));
    }
  }

  private Allowance allowance() {
    var bucket = Allowances.one(burst, perSecond, Duration.ofSeconds(1));
    return new Allowance(bucket, "input:" + System.identityHashCode(bucket));
  }

  private static int positive(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(key + " must be positive, not " + value);
    }
    return value;
  }

  /**
   * What a session may still send.
   *
   * @param lane where its input is handled once it may go on; two may share one
   */
  private record Allowance(Bucket bucket, String lane) {}
}
