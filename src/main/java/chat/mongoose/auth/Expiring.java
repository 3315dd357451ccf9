package chat.mongoose.auth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Remembers things for a while, all for the same time, and never drops one before.
 *
 * <p>Who calls: any thread. What guards what: this object's monitor guards the map, whose order is
 * the order of expiry. What happens when full: nothing more is taken in.
 */
final class Expiring<K, V> {

  /** What became of a thing. */
  enum Put {
    DONE,
    KNOWN_ALREADY,
    FULL
  }

  private record Kept<V>(V value, Instant until) {}

  private final Map<K, Kept<V>> kept = new LinkedHashMap<>();
  private final int capacity;
  private final Duration lifetime;
  private final Clock clock;

  Expiring(int capacity, Duration lifetime, Clock clock) {
    this.capacity = capacity;
    this.lifetime = lifetime;
    this.clock = clock;
  }

  synchronized Put put(K key, V value) {
    var now = clock.instant();
    forgetExpired(now);
    if (kept.containsKey(key)) {
      return Put.KNOWN_ALREADY;
    }
    if (kept.size() >= capacity) {
      return Put.FULL;
    }
    kept.put(key, new Kept<>(value, now.plus(lifetime)));
    return Put.DONE;
  }

  /** Remembers it for the whole time again, in the place of what there may be. */
  synchronized Put renew(K key, V value) {
    kept.remove(key);
    return put(key, value);
  }

  /** Tells it, and goes on remembering it. */
  synchronized Optional<V> find(K key) {
    forgetExpired(clock.instant());
    return Optional.ofNullable(kept.get(key)).map(Kept::value);
  }

  /** Gives it away, once. */
  synchronized Optional<V> take(K key) {
    forgetExpired(clock.instant());
    return Optional.ofNullable(kept.remove(key)).map(Kept::value);
  }

  synchronized void forget(Predicate<V> condition) {
    kept.values().removeIf(each -> condition.test(each.value()));
  }

  synchronized int size() {
    return kept.size();
  }

  private void forgetExpired(Instant now) {
    var oldest = kept.values().iterator();
    while (oldest.hasNext() && !oldest.next().until().isAfter(now)) {
      oldest.remove();
    }
  }
}
