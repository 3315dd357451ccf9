package chat.mongoose.muc;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The memory that the messages of all rooms take which are kept at hand: histories, and stanzas
 * that wait for a room to be loaded, in estimated octets of heap.
 *
 * <p>Who calls: the lane of each room, so many threads. What guards what: one atomic number. What
 * happens when full: {@link History} keeps little, and nothing waits for a room but departures.
 */
@ApplicationScoped
public class RoomMemory {

  private static final String SHARE = "mongoose.muc.memory-share";

  private final AtomicLong held = new AtomicLong();
  private final long most;

  /** For the container's proxy, and for whoever bounds nothing. */
  RoomMemory() {
    this(Long.MAX_VALUE);
  }

  /**
   * @param share of the largest heap that the JVM may have
   */
  @Inject
  RoomMemory(@ConfigProperty(name = SHARE, defaultValue = "0.15") double share) {
    this((long) (Runtime.getRuntime().maxMemory() * checked(share)));
  }

  RoomMemory(long most) {
    this.most = most;
  }

  /** Makes a wrong setting stop the start. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object started) {}

  /** Itself, without the container's proxy before it, for those who ask often. */
  RoomMemory itself() {
    return this;
  }

  boolean isFull() {
    return held.get() > most;
  }

  /** Octets that are held now. */
  long held() {
    return held.get();
  }

  void change(long octets) {
    held.addAndGet(octets);
  }

  private static double checked(double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(SHARE + " must lie above 0 and be at most 1: " + share);
    }
    return share;
  }
}
