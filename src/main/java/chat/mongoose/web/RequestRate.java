package chat.mongoose.web;

import chat.mongoose.session.Addresses;
import chat.mongoose.session.Allowances;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How many HTTP requests an address may send: who asks without a pause takes the processor from
 * everybody else, whatever he asks for. Requests of a BOSH session that is there have bounds of
 * their own and do not count. An address that may stand for everybody has no bound, see {@link
 * Addresses#network}.
 *
 * <p>Any thread may call it.
 */
@ApplicationScoped
public class RequestRate {

  private static final String BURST = "mongoose.web.request-burst";
  private static final String RATE = "mongoose.web.request-rate";

  private final Optional<Allowances> allowances;
  private final Addresses addresses;

  /** For the container's proxy. */
  RequestRate() {
    this(1, 0, null);
  }

  /**
   * @param burst requests at once
   * @param perSecond requests in the long run; 0 for any number of both
   */
  @Inject
  RequestRate(
      @ConfigProperty(name = BURST, defaultValue = "2000") int burst,
      @ConfigProperty(name = RATE, defaultValue = "100") int perSecond,
      Addresses addresses) {
    this.addresses = addresses;
    var most = atLeast(1, BURST, burst);
    var regained = atLeast(0, RATE, perSecond);
    this.allowances =
        regained == 0
            ? Optional.empty()
            : Optional.of(new Allowances(most, regained, Duration.ofSeconds(1)));
  }

  /** For tests, and for whoever assembles a server without a container: nobody is bounded. */
  public static RequestRate unlimited() {
    return new RequestRate();
  }

  /** Makes a wrong setting stop the start. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object started) {}

  /** Counts a request that has come from there; false if it is one too many. */
  boolean take(String address) {
    return allowances.isEmpty()
        || addresses.network(address).map(from -> allowances.get().take(from)).orElse(true);
  }

  /** True if no more may come from there now. */
  boolean isUsedUp(String address) {
    return allowances.isPresent()
        && addresses.network(address).filter(from -> allowances.get().isUsedUp(from)).isPresent();
  }

  /** Counts a request that has been let through and was not worth it. */
  public void charge(String address) {
    allowances.ifPresent(all -> addresses.network(address).ifPresent(from -> all.charge(from, 1)));
  }

  private static int atLeast(int least, String key, int value) {
    if (value < least) {
      throw new IllegalArgumentException(key + " must be at least " + least + ", not " + value);
    }
    return value;
  }
}
