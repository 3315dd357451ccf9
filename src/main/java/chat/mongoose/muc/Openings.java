package chat.mongoose.muc;

import chat.mongoose.session.Allowances;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Who has opened the rooms that are not stored, so that a few strangers cannot take all that there
 * may be: by user, and by the address that he comes from. A room counts until it is stored, or
 * until nobody is in it. Rooms that are stored open in any case, and do not count.
 *
 * <p>Who calls: the lane of each room, so many threads. What guards what: this object's lock, held
 * for a few look-ups. What happens when full: the room is not opened, with {@code
 * resource-constraint} and a {@code wait} error.
 */
final class Openings {

  private final OpeningLimits limits;
  private final Function<Jid, Optional<String>> addresses;
  private final Consumer<Jid> refused;
  private final Map<Jid, List<String>> openers = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final Optional<Allowances> hourlyByUser;
  private final Optional<Allowances> hourlyByAddress;

  /**
   * @param addresses where the client at a full address comes from, if that tells him from others
   * @param refused is told whose room was not opened
   */
  Openings(OpeningLimits limits, Function<Jid, Optional<String>> addresses, Consumer<Jid> refused) {
    this.limits = limits;
    this.refused = refused;
    this.addresses = addresses;
    this.hourlyByUser = hourly(limits.hourlyByUser());
    this.hourlyByAddress = hourly(limits.hourlyByAddress());
  }

  private static Optional<Allowances> hourly(int limit) {
    return limit == 0
        ? Optional.empty()
        : Optional.of(new Allowances(limit, limit, Duration.ofHours(1)));
  }

  /**
   * A user opens a room, which counts from now on.
   *
   * @param user his full address
   * @throws StanzaError {@code resource-constraint} if there are too many, and none counts then
   */
  void open(Jid room, Jid user) {
    try {
      count(room, user);
    } catch (StanzaError e) {
      refused.accept(user);
      throw e;
    }
  }

  private synchronized void count(Jid room, Jid user) {
    close(room);
    var keys = new ArrayList<String>(2);
    if (openers.size() >= limits.total()) {
      throw tooMany("There are too many rooms on this server; try again later.");
    }
    var name = "user " + user.bare();
    check(name, limits.byUser());
    keys.add(name);
    var address = addresses.apply(user).map(from -> "address " + from);
    if (address.isPresent()) {
      check(address.get(), limits.byAddress());
      keys.add(address.get());
    }
    take(name, hourlyByUser);
    address.ifPresent(from -> take(from, hourlyByAddress));
    keys.forEach(key -> counts.merge(key, 1, Integer::sum));
    openers.put(room, keys);
  }

  /** A room counts no more, if it did. */
  synchronized void close(Jid room) {
    var keys = openers.remove(room);
    if (keys != null) {
      keys.forEach(key -> counts.computeIfPresent(key, (same, n) -> n == 1 ? null : n - 1));
    }
  }

  /** How many rooms count. */
  synchronized int size() {
    return openers.size();
  }

  /** Of how many users and addresses it is remembered that they have rooms that count. */
  synchronized int remembered() {
    return counts.size();
  }

  private void check(String key, int limit) {
    if (limit > 0 && counts.getOrDefault(key, 0) >= limit) {
      throw tooMany("You have opened too many rooms; leave one first.");
    }
  }

  private static void take(String key, Optional<Allowances> hourly) {
    if (hourly.filter(allowances -> !allowances.take(key)).isPresent()) {
      throw tooMany("You have opened many rooms in a short time; try again later.");
    }
  }

  private static StanzaError tooMany(String text) {
    return new StanzaError(Condition.RESOURCE_CONSTRAINT, StanzaError.Type.WAIT, text);
  }
}
