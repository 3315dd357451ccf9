package chat.mongoose.muc;

import chat.mongoose.session.Allowances;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * How often a client may make the server look for a room in which nobody is, which costs two
 * questions to the database whether there is one or not: else a few who ask for one name after the
 * other would keep it from everybody else.
 *
 * <p>Who calls: the lane of each room, so many threads. What happens when full: {@code
 * resource-constraint}, type wait.
 */
final class Lookups {

  /** Of one user, at once and in each second. */
  static final int BY_USER = 50;

  static final int BY_USER_A_SECOND = 5;

  /** Of all users at one address. */
  static final int BY_ADDRESS = 200;

  static final int BY_ADDRESS_A_SECOND = 20;

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Allowances users = new Allowances(BY_USER, BY_USER_A_SECOND, SECOND);
  private final Allowances networks = new Allowances(BY_ADDRESS, BY_ADDRESS_A_SECOND, SECOND);
  private final Function<Jid, Optional<String>> addresses;

  /**
   * @param addresses where the client at a full address comes from, if that tells him from others
   */
  Lookups(Function<Jid, Optional<String>> addresses) {
    this.addresses = addresses;
  }

  /**
   * Takes one.
   *
   * @param user his full address
   * @throws StanzaError if he, or his address, has none left
   */
  void take(Jid user) {
    if (!users.take(user.bare().toString())
        || addresses.apply(user).filter(from -> !networks.take(from)).isPresent()) {
      throw new StanzaError(
          Condition.RESOURCE_CONSTRAINT,
          StanzaError.Type.WAIT,
          "You look for many rooms in a short time; wait a moment.");
    }
  }
}
