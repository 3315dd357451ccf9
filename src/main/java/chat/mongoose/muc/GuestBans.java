package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which guests are kept out of a room, and from where they came. A ban (XEP-0045 §9.1) of a guest
 * holds for a time, for him and for every guest from his address; so does, for a short time, that
 * he was removed (§8.2), which is not stored. Who has an account is never concerned, and nobody is
 * told an address. Where a guest came from is known as long as he is here, and, of the newest of
 * those who have left, as long as the room is in use; who was never here has no address to be kept
 * out by.
 */
final class GuestBans {

  /** Guests who have left and of whom it is known from where they came. */
  static final int MOST_LEFT = 1000;

  /**
   * Those of them who came from one address, so that nobody makes the others forgotten by himself.
   */
  static final int MOST_LEFT_OF_ONE = 50;

  /** Addresses of one guest. */
  static final int MOST_NETWORKS = 8;

  private final Map<Jid, GuestBan> bans = new LinkedHashMap<>();
  private final Map<Jid, GuestBan> kicks = new LinkedHashMap<>();

  private final Map<Jid, Stay> here = new HashMap<>();

  /** Where who has left came from, the newest last; who left first comes first. */
  private final Map<Jid, List<String>> left = new LinkedHashMap<>();

  /** Who has left, by the newest of his addresses, the oldest first. */
  private final Map<String, Set<Jid>> leftFrom = new HashMap<>();

  GuestBans(Collection<GuestBan> stored) {
    stored.forEach(ban -> bans.put(ban.guest(), ban));
  }

  /** A guest has entered from one more place. */
  void entered(Jid guest, Optional<String> network) {
    var before = forget(guest.bare());
    var stay = here.computeIfAbsent(guest.bare(), same -> new Stay(before));
    stay.places++;
    network.ifPresent(stay::from);
  }

  /** A guest has left one of his places. */
  void left(Jid guest) {
    var stay = here.get(guest.bare());
    if (stay == null || --stay.places > 0) {
      return;
    }
    here.remove(guest.bare());
    if (!stay.networks.isEmpty()) {
      remember(guest.bare(), stay.networks);
    }
  }

  private void remember(Jid guest, List<String> networks) {
    var newest = networks.get(networks.size() - 1);
    var alike = leftFrom.getOrDefault(newest, Set.of());
    if (alike.size() >= MOST_LEFT_OF_ONE) {
      forget(alike.iterator().next());
    } else if (left.size() >= MOST_LEFT) {
      forget(left.keySet().iterator().next());
    }
    left.put(guest, networks);
    leftFrom.computeIfAbsent(newest, same -> new LinkedHashSet<>(2)).add(guest);
  }

  /** Where who had left came from; it is known no more. */
  private List<String> forget(Jid guest) {
    var networks = left.remove(guest);
    if (networks == null) {
      return new ArrayList<>(1);
    }
    leftFrom.computeIfPresent(
        networks.get(networks.size() - 1),
        (newest, guests) -> guests.remove(guest) && guests.isEmpty() ? null : guests);
    return networks;
  }

  void ban(Jid guest, Instant until) {
    bans.put(guest.bare(), from(guest, until));
  }

  void kick(Jid guest, Instant until) {
    kicks.put(guest.bare(), from(guest, until));
  }

  /** Lifts what keeps this guest out, and others for his sake. */
  void lift(Jid guest) {
    bans.remove(guest.bare());
    kicks.remove(guest.bare());
  }

  /** Forgets what is over; answers whose bans those were. */
  List<Jid> expire(Instant now) {
    kicks.values().removeIf(kick -> !kick.until().isAfter(now));
    var over =
        bans.values().stream()
            .filter(ban -> !ban.until().isAfter(now))
            .map(GuestBan::guest)
            .toList();
    over.forEach(bans::remove);
    return over;
  }

  boolean isBanned(String network) {
    return holds(bans, network);
  }

  boolean isKicked(Jid guest, Optional<String> network) {
    return kicks.containsKey(guest.bare())
        || network.filter(from -> holds(kicks, from)).isPresent();
  }

  /** What is stored. */
  List<GuestBan> lasting() {
    return List.copyOf(bans.values());
  }

  private GuestBan from(Jid guest, Instant until) {
    var stay = here.get(guest.bare());
    var networks = stay == null ? left.getOrDefault(guest.bare(), List.of()) : stay.networks;
    return new GuestBan(guest.bare(), Set.copyOf(networks), until);
  }

  private static boolean holds(Map<Jid, GuestBan> some, String network) {
    return some.values().stream().anyMatch(ban -> ban.networks().contains(network));
  }

  /** The places that a guest has here, and where he came from, the newest last. */
  private static final class Stay {

    private final List<String> networks;
    private int places;

    private Stay(List<String> networks) {
      this.networks = networks;
    }

    private void from(String network) {
      networks.remove(network);
      networks.add(network);
      if (networks.size() > MOST_NETWORKS) {
        networks.remove(0);
      }
    }
  }
}
