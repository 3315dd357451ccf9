package chat.mongoose.websocket;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How long a client's frame may be. */
@ApplicationScoped
public class FrameLimit {

  /** RFC 6120 §13.12: no server may refuse what is shorter. */
  private static final int MINIMUM = 10_000;

  private final int octets;

  /** For the container's proxy. */
  FrameLimit() {
    this(MINIMUM);
  }

  @Inject
  public FrameLimit(
      @ConfigProperty(name = "mongoose.websocket.max-frame", defaultValue = "262144") int octets) {
    if (octets < MINIMUM) {
      throw new IllegalArgumentException(
          "mongoose.websocket.max-frame must be at least " + MINIMUM + ", not " + octets);
    }
    this.octets = octets;
  }

  /** Makes a wrong setting stop the start. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object started) {}

  /** Octets of UTF-8. */
  public int octets() {
    return octets;
  }
}
