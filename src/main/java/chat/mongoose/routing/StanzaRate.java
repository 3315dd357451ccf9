package chat.mongoose.routing;

import chat.mongoose.session.Allowances;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import io.github.bucket4j.Bucket;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How fast one session may send. */
@ApplicationScoped
class StanzaRate {

  private final int burst;
  private final int perSecond;

  /** For the container's proxy. */
  StanzaRate() {
    this(1, 1);
  }

  @Inject
  StanzaRate(
      @ConfigProperty(name = "mongoose.routing.burst", defaultValue = "500") int burst,
      @ConfigProperty(name = "mongoose.routing.rate", defaultValue = "50") int perSecond) {
    this.burst = positive("mongoose.routing.burst", burst);
    this.perSecond = positive("mongoose.routing.rate", perSecond);
  }

  /** Makes a wrong setting stop the start. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object started) {}

  /** A session's allowance. */
  Bucket bucket() {
    return Allowances.one(burst, perSecond, Duration.ofSeconds(1));
  }

  /**
   * Takes one stanza from the allowance.
   *
   * @throws StanzaError {@code policy-violation}, type wait, if it is used up
   */
  void take(Bucket bucket) {
    if (!bucket.tryConsume(1)) {
      throw new StanzaError(
          Condition.POLICY_VIOLATION, StanzaError.Type.WAIT, "You send too fast; wait a moment.");
    }
  }

  private static int positive(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(key + " must be positive, not " + value);
    }
    return value;
  }
}
