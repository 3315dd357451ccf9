package chat.mongoose.muc;

import chat.mongoose.session.Allowances;
import chat.mongoose.session.Guest;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Message;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How much of what guests say is archived, so that nobody whom nobody knows fills the disk: by
 * guest and by the address that he comes from. Nobody types as much. Who has an account is not
 * concerned.
 *
 * <p>Who calls: the lane of each room, so many threads. What happens when full: {@code
 * policy-violation}, type wait, and the message is neither said nor archived.
 */
final class ArchiveShare {

  /** Octets, estimated, of one guest in an hour. */
  static final int OF_GUEST = 16 * 1024 * 1024;

  /** Octets, estimated, of all guests at one address in an hour. */
  static final int OF_ADDRESS = 128 * 1024 * 1024;

  private static final Duration HOUR = Duration.ofHours(1);

  private final Allowances guests = new Allowances(OF_GUEST, OF_GUEST, HOUR);
  private final Allowances networks = new Allowances(OF_ADDRESS, OF_ADDRESS, HOUR);
  private final Function<Jid, Optional<String>> addresses;

  /**
   * @param addresses where the client at a full address comes from, if that tells him from others
   */
  ArchiveShare(Function<Jid, Optional<String>> addresses) {
    this.addresses = addresses;
  }

  /**
   * Checks that something is left for what a guest says.
   *
   * @throws StanzaError if not
   */
  void check(Stanza stanza) {
    var from = stanza.from().orElseThrow();
    if (stanza instanceof Message
        && Guest.names(from)
        && (guests.isUsedUp(from.bare().toString())
            || addresses.apply(from).filter(networks::isUsedUp).isPresent())) {
      throw new StanzaError(
          Condition.POLICY_VIOLATION,
          StanzaError.Type.WAIT,
          "Guests from where you are have said very much; come back later.");
    }
  }

  /** Charges what is about to be archived. */
  void charge(Stanza stanza, List<Effect> effects) {
    var from = stanza.from().orElseThrow();
    if (!(stanza instanceof Message) || !Guest.names(from)) {
      return;
    }
    for (Effect effect : effects) {
      if (effect instanceof Effect.Archive archive) {
        var octets = archive.message().message().element().weight();
        guests.charge(from.bare().toString(), octets);
        addresses.apply(from).ifPresent(network -> networks.charge(network, octets));
      }
    }
  }
}
