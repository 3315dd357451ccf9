package chat.mongoose.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The memory that all clients together make the server hold, in estimated octets of heap: input
 * that waits, what has not been written or acknowledged, sessions without a connection, requests
 * and answers of BOSH, and what is remembered for each session.
 *
 * <p>Who calls: each {@link Share}, from any thread, when what it holds has changed by more than a
 * few kilobytes, so a message that leaves at once never comes here. What guards what: one atomic
 * number. What happens when full: {@link Shortage} lets the greediest sessions go, and new ones are
 * refused; everybody else is served.
 */
@ApplicationScoped
public class Budget {

  private static final String SHARE = "mongoose.session.memory-share";
  private static final String ADDRESS_SHARE = "mongoose.session.address-memory-share";

  private final AtomicLong held = new AtomicLong();
  private final long most;
  private final long mostOfAddress;

  /** For the container's proxy. */
  Budget() {
    this(Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /**
   * @param share of the largest heap that the JVM may have
   * @param addressShare of this, for the clients of one address
   */
  @Inject
  public Budget(
      @ConfigProperty(name = SHARE, defaultValue = "0.4") double share,
      @ConfigProperty(name = ADDRESS_SHARE, defaultValue = "0.25") double addressShare) {
    this(
        (long) (Runtime.getRuntime().maxMemory() * checked(SHARE, share)),
        (long) (Runtime.getRuntime().maxMemory() * share * checked(ADDRESS_SHARE, addressShare)));
  }

  /**
   * @param most octets of all
   * @param mostOfAddress octets of the clients of one address
   */
  Budget(long most, long mostOfAddress) {
    this.most = most;
    this.mostOfAddress = mostOfAddress;
  }

  /** For tests, and for whoever assembles a server without a container: there is no bound. */
  public static Budget unlimited() {
    return new Budget();
  }

  /** Makes a wrong setting stop the start. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object started) {}

  /**
   * Itself, without the container's proxy before it, for those who ask often. Within something
   * else, since Weld puts its proxy in the place of a bean that a method of the bean returns.
   */
  Optional<Budget> itself() {
    return Optional.of(this);
  }

  /** Octets that are held now, as far as they have been told. */
  public long held() {
    return held.get();
  }

  /** Octets that may be held. */
  public long most() {
    return most;
  }

  long mostOfAddress() {
    return mostOfAddress;
  }

  /**
   * True if somebody has to give something back: before nobody more can be served, since else a few
   * who hold almost all that there is would keep everybody else out for as long as they like.
   */
  boolean isShort() {
    return held.get() > most - most / 16;
  }

  /** True if a session more would be served. */
  boolean hasRoom() {
    return held.get() <= most;
  }

  void change(long octets) {
    held.addAndGet(octets);
  }

  private static double checked(String key, double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(key + " must lie above 0 and be at most 1: " + share);
    }
    return share;
  }
}
