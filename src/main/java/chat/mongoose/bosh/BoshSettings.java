package chat.mongoose.bosh;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The bounds of BOSH, read once. */
@ApplicationScoped
class BoshSettings {

  /** RFC 6120 §13.12: no server may refuse a stanza that is shorter; the wrapper comes on top. */
  private static final int SMALLEST_BODY = 12_000;

  /** The largest number of seconds that the attributes can say. */
  private static final long MOST_SECONDS = 65_535;

  private final int maxBody;
  private final Duration maxWait;
  private final Duration inactivity;
  private final Duration maxPause;
  private final Duration polling;
  private final boolean gzip;

  /** For the container's proxy, and for tests. */
  BoshSettings() {
    this(
        262_144,
        Duration.ofSeconds(60),
        Duration.ofSeconds(60),
        Duration.ofSeconds(120),
        Duration.ofSeconds(5),
        true);
  }

  @Inject
  BoshSettings(
      @ConfigProperty(name = "mongoose.bosh.max-body", defaultValue = "262144") int maxBody,
      @ConfigProperty(name = "mongoose.bosh.max-wait", defaultValue = "PT60S") Duration maxWait,
      @ConfigProperty(name = "mongoose.bosh.inactivity", defaultValue = "PT60S")
          Duration inactivity,
      @ConfigProperty(name = "mongoose.bosh.max-pause", defaultValue = "PT120S") Duration maxPause,
      @ConfigProperty(name = "mongoose.bosh.polling", defaultValue = "PT5S") Duration polling,
      @ConfigProperty(name = "mongoose.bosh.gzip", defaultValue = "true") boolean gzip) {
    if (maxBody < SMALLEST_BODY) {
      throw new IllegalArgumentException(
          "mongoose.bosh.max-body must be at least " + SMALLEST_BODY + ", not " + maxBody);
    }
    this.maxBody = maxBody;
    this.maxWait = seconds("mongoose.bosh.max-wait", maxWait);
    this.inactivity = seconds("mongoose.bosh.inactivity", inactivity);
    this.maxPause = seconds("mongoose.bosh.max-pause", maxPause);
    this.polling = seconds("mongoose.bosh.polling", polling);
    this.gzip = gzip;
  }

  /** Makes a wrong setting stop the start. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object started) {}

  /** Octets of one request. */
  int maxBody() {
    return maxBody;
  }

  /** The longest that a request is held, whatever the client asks for. */
  Duration maxWait() {
    return maxWait;
  }

  /** How long a session may have no request before it ends. */
  Duration inactivity() {
    return inactivity;
  }

  /** The same at most, for a client that asks for a pause. */
  Duration maxPause() {
    return maxPause;
  }

  /** The shortest time between two requests that bring nothing. */
  Duration polling() {
    return polling;
  }

  /** Whether long answers are compressed for those who understand it. */
  boolean gzip() {
    return gzip;
  }

  private static Duration seconds(String key, Duration value) {
    var whole = value.getNano() == 0;
    if (!whole || value.getSeconds() < 1 || value.getSeconds() > MOST_SECONDS) {
      throw new IllegalArgumentException(
          key + " must be whole seconds from PT1S to PT" + MOST_SECONDS + "S, not " + value);
    }
    return value;
  }
}
