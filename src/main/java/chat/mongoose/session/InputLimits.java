package chat.mongoose.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How much of a client's input may come, and wait, at once. */
@ApplicationScoped
public class InputLimits {

  /** RFC 6120 §13.12: no server may refuse what is shorter. */
  private static final int MINIMUM = 10_000;

  private final int login;
  private final int waiting;

  /** For the container's proxy, and for whoever bounds nothing. */
  InputLimits() {
    this(Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  /**
   * @param login octets of one piece from who is not logged in; as much, and no more, may wait
   * @param waiting octets that may wait of who is
   */
  @Inject
  public InputLimits(
      @ConfigProperty(name = "mongoose.session.login-size", defaultValue = "16384") int login,
      @ConfigProperty(name = "mongoose.session.input-size", defaultValue = "1048576") int waiting) {
    this.login = atLeast("mongoose.session.login-size", login);
    this.waiting = atLeast("mongoose.session.input-size", waiting);
  }

  /** Makes a wrong setting stop the start. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object started) {}

  /** Octets that who is not logged in may send at once; a door need not read more. */
  public int login() {
    return login;
  }

  /** Octets of input that may wait for this session. */
  int waiting(Session session) {
    return session.identity().isPresent() ? waiting : login;
  }

  private static int atLeast(String key, int octets) {
    if (octets < MINIMUM) {
      throw new IllegalArgumentException(key + " must be at least " + MINIMUM + ", not " + octets);
    }
    return octets;
  }
}
