package chat.mongoose.muc;

import chat.mongoose.session.Allowances;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How many deliveries one user may cause in rooms: what costs him one stanza costs the server one
 * for each who is there, and a hundred guests in rooms of their own could keep it busy with that.
 * By default somebody may say thirty things at once, and three a second, in a room of a thousand.
 * Small rooms do not count, where his rate of stanzas comes first; nor do those who keep order in a
 * room and have an account.
 *
 * <p>Who calls: the lane of each room, so many threads. What happens when full: {@code
 * policy-violation}, type wait, until enough has grown back.
 */
@ApplicationScoped
class Reach {

  private static final String BURST = "mongoose.muc.deliveries-burst";
  private static final String RATE = "mongoose.muc.deliveries-rate";

  /** Occupants up to which a room is small. */
  static final int SMALL = 50;

  private final Optional<Allowances> users;

  /** For the container's proxy. */
  Reach() {
    this(1, 0);
  }

  /**
   * @param burst deliveries of one user at once
   * @param perSecond the same in the long run; 0 for any number of both
   */
  @Inject
  Reach(
      @ConfigProperty(name = BURST, defaultValue = "30000") int burst,
      @ConfigProperty(name = RATE, defaultValue = "3000") int perSecond) {
    var most = MucSettings.atLeast(1, BURST, burst);
    this.users =
        MucSettings.atLeast(0, RATE, perSecond) == 0
            ? Optional.empty()
            : Optional.of(new Allowances(most, perSecond, Duration.ofSeconds(1)));
  }

  /** Makes a wrong setting stop the start. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object started) {}

  /**
   * Checks that something is left.
   *
   * @throws StanzaError if not
   */
  void check(Stanza stanza) {
    if (users.filter(all -> all.isUsedUp(whose(stanza))).isPresent()
        && !WaitingStanzas.isDeparture(stanza)) {
      throw new StanzaError(
          Condition.POLICY_VIOLATION,
          StanzaError.Type.WAIT,
          "What you do here goes to very many; wait a moment.");
    }
  }

  void charge(Stanza stanza, int deliveries) {
    users.ifPresent(all -> all.charge(whose(stanza), deliveries));
  }

  private static String whose(Stanza stanza) {
    return stanza.from().map(Jid::bare).orElseThrow().toString();
  }
}
