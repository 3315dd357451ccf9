package chat.mongoose.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What clients may take of the server: places for each address, input, and memory. */
@ApplicationScoped
public class Bounds {

  private static final String DETACHED = "mongoose.session.detached-size";

  private final Addresses addresses;
  private final InputLimits input;
  private final Budget budget;
  private final long detached;

  /** For the container's proxy. */
  Bounds() {
    this(null, null, null, Long.MAX_VALUE);
  }

  /**
   * @param detached octets that nobody else holds and that may wait for a client without a
   *     connection
   */
  @Inject
  public Bounds(
      Addresses addresses,
      InputLimits input,
      Budget budget,
      @ConfigProperty(name = DETACHED, defaultValue = "524288") long detached) {
    if (detached < 0) {
      throw new IllegalArgumentException(DETACHED + " must not be negative: " + detached);
    }
    this.addresses = addresses;
    this.input = input;
    this.budget = budget == null ? null : budget.itself().orElseThrow();
    this.detached = detached;
  }

  /** For tests, and for whoever assembles a server without a container. */
  public static Bounds none() {
    return new Bounds(Addresses.unlimited(), new InputLimits(), Budget.unlimited(), Long.MAX_VALUE);
  }

  Addresses addresses() {
    return addresses;
  }

  InputLimits input() {
    return input;
  }

  Budget budget() {
    return budget;
  }

  long detached() {
    return detached;
  }
}
