package chat.mongoose.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The bounds of sessions, read once. */
@ApplicationScoped
public class SessionLimits {

  private final int sessions;
  private final int frames;
  private final long octets;
  private final Duration negotiation;
  private final Duration ping;

  /** For the container's proxy. */
  SessionLimits() {
    this(1, 1, 1, Duration.ofSeconds(1), Duration.ofSeconds(1));
  }

  @Inject
  public SessionLimits(
      @ConfigProperty(name = "mongoose.session.max", defaultValue = "20000") int sessions,
      @ConfigProperty(name = "mongoose.session.outbox-frames", defaultValue = "10000") int frames,
      @ConfigProperty(name = "mongoose.session.outbox-size", defaultValue = "4194304") long octets,
      @ConfigProperty(name = "mongoose.session.negotiation-timeout", defaultValue = "PT30S")
          Duration negotiation,
      @ConfigProperty(name = "mongoose.session.ping-interval", defaultValue = "PT60S")
          Duration ping) {
    this.sessions = positive("mongoose.session.max", sessions);
    this.frames = positive("mongoose.session.outbox-frames", frames);
    this.octets = positive("mongoose.session.outbox-size", octets);
    this.negotiation = positive("mongoose.session.negotiation-timeout", negotiation);
    this.ping = positive("mongoose.session.ping-interval", ping);
  }

  /** Makes a wrong setting stop the start. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object started) {}

  /** Sessions that may be connected at once. */
  public int sessions() {
    return sessions;
  }

  /** Frames that may wait for one client. */
  public int frames() {
    return frames;
  }

  /** Octets that may wait for one client. */
  public long octets() {
    return octets;
  }

  /** How long a client may take from its connection to its binding. */
  public Duration negotiation() {
    return negotiation;
  }

  /** How long a client may be silent before it is pinged; after twice that, it is gone. */
  public Duration ping() {
    return ping;
  }

  private static <T extends Number> T positive(String key, T value) {
    if (value.longValue() < 1) {
      throw new IllegalArgumentException(key + " must be positive, not " + value);
    }
    return value;
  }

  private static Duration positive(String key, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(key + " must be positive, not " + value);
    }
    return value;
  }
}
