package chat.mongoose.session;

import chat.mongoose.session.Addresses.Kind;
import java.util.EnumSet;
import java.util.Set;

/**
 * The places that one session has taken among those of its address. Each is taken once and given
 * back once, however often that is asked; after {@link #leaveAll} none is taken any more.
 *
 * <p>Who calls: any thread. What guards what: this object's monitor.
 */
final class Places {

  private final Addresses addresses;
  private final ClientNetwork network;
  private final Set<Kind> taken = EnumSet.noneOf(Kind.class);
  private boolean over;

  Places(Addresses addresses, String address) {
    this.addresses = addresses;
    this.network = ClientNetwork.of(address);
  }

  ClientNetwork network() {
    return network;
  }

  /** Takes a place, if there is one, or has been taken. */
  synchronized boolean take(Kind kind) {
    if (over || taken.contains(kind)) {
      return !over;
    }
    return addresses.enter(network, kind) && taken.add(kind);
  }

  synchronized void leave(Kind kind) {
    if (taken.remove(kind)) {
      addresses.leave(network, kind);
    }
  }

  /** The session has ended. */
  synchronized void leaveAll() {
    over = true;
    taken.forEach(kind -> addresses.leave(network, kind));
    taken.clear();
  }
}
