package chat.mongoose.muc;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The memory that the messages of all rooms take which are kept at hand: histories, and stanzas
 * that wait for the lane of a room or for it to be loaded, in estimated octets of heap.
 *
 * <p>Who calls: the lane of each room, so many threads. What guards what: one atomic number. What
 * happens when full: {@link History} keeps little, and nothing waits for a room but departures. For
 * lanes no more waits than an eighth.
 */
@ApplicationScoped
public class RoomMemory {

  private static final String SHARE = "mongoose.muc.memory-share";

  /** The part of all that may wait for lanes is one of so many. */
  private static final int LANES = 8;

  private final AtomicLong held = new AtomicLong();
  private final AtomicLong arriving = new AtomicLong();
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

  /**
   * Itself, without the container's proxy before it, for those who ask often. Within something
   * else, since Weld puts its proxy in the place of a bean that a method of the bean returns.
   */
  Optional<RoomMemory> itself() {
    return Optional.of(this);
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

  /** A stanza waits for a lane from now on; false if there is no room, and it must not. */
  boolean arrives(int octets) {
    if (arriving.addAndGet(octets) > most / LANES) {
      arriving.addAndGet(-octets);
      return false;
    }
    held.addAndGet(octets);
    return true;
  }

  /** It waits no longer. */
  void arrived(int octets) {
    arriving.addAndGet(-octets);
    held.addAndGet(-octets);
  }

  private static double checked(double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(SHARE + " must lie above 0 and be at most 1: " + share);
    }
    return share;
  }
}
