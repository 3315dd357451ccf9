package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import java.time.Instant;
import java.util.Collection;
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
 * told an address. Where a guest came from is known as long as the room is in use, of the newest of
 * them; who was never here has no address to be kept out by.
 */
final class GuestBans {

  /** Guests of whom it is known from where they came. */
  static final int MOST_SEEN = 1000;

  /** Addresses of one guest. */
  static final int MOST_NETWORKS = 8;

  private final Map<Jid, GuestBan> bans = new LinkedHashMap<>();
  private final Map<Jid, GuestBan> kicks = new LinkedHashMap<>();
  private final Map<Jid, Set<String>> seen =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Jid, Set<String>> eldest) {
          return size() > MOST_SEEN;
        }
      };

  GuestBans(Collection<GuestBan> stored) {
    stored.forEach(ban -> bans.put(ban.guest(), ban));
  }

  /** A guest has come from this network. */
  void seen(Jid guest, String network) {
    var networks = seen.remove(guest.bare());
    networks = networks == null ? new LinkedHashSet<>(2) : networks;
    networks.add(network);
    if (networks.size() > MOST_NETWORKS) {
      networks.remove(networks.iterator().next());
    }
    seen.put(guest.bare(), networks);
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
    return new GuestBan(guest.bare(), seen.getOrDefault(guest.bare(), Set.of()), until);
  }

  private static boolean holds(Map<Jid, GuestBan> some, String network) {
    return some.values().stream().anyMatch(ban -> ban.networks().contains(network));
  }
}
