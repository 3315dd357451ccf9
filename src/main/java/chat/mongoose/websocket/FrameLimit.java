package chat.mongoose.websocket;

import chat.mongoose.session.InputLimits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How long a client's frame may be, in octets and in time. Before its login it has no more than any
 * door takes then.
 */
@ApplicationScoped
public class FrameLimit {

  /** RFC 6120 §13.12: no server may refuse what is shorter. */
  private static final int MINIMUM = 10_000;

  private final int octets;
  private final int before;
  private final Duration timeout;

  /** For the container's proxy. */
  FrameLimit() {
    this(MINIMUM, null, Duration.ofSeconds(30));
  }

  @Inject
  public FrameLimit(
      @ConfigProperty(name = "mongoose.websocket.max-frame", defaultValue = "262144") int octets,
      InputLimits input,
      @ConfigProperty(name = "mongoose.websocket.frame-timeout", defaultValue = "PT30S")
          Duration timeout) {
    this.octets = checked("mongoose.websocket.max-frame", octets);
    this.before = input == null ? octets : input.login();
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException(
          "mongoose.websocket.frame-timeout must be positive, not " + timeout);
    }
    this.timeout = timeout;
  }

  /** Makes a wrong setting stop the start. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object started) {}

  /**
   * Octets of UTF-8 in one message, in one frame or several.
   *
   * @param known the client has logged in
   */
  int octets(boolean known) {
    return known ? octets : Math.min(octets, before);
  }

  /** How long a frame, or a message of several, may take to come. */
  Duration timeout() {
    return timeout;
  }

  private static int checked(String key, int octets) {
    if (octets < MINIMUM) {
      throw new IllegalArgumentException(key + " must be at least " + MINIMUM + ", not " + octets);
    }
    return octets;
  }
}
