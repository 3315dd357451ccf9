package chat.mongoose.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Slows those who guess passwords. Each address, and each account, has some failures free; then its
 * tries must keep a distance that doubles with each failure. Failures are forgotten one by one.
 *
 * <p>A try counts as failed from its beginning and is taken back when it succeeds, so that many at
 * once wait one behind the other. What must not happen is that an attacker keeps a user out: what
 * an account's failures elsewhere cost is bounded by {@link BrakeSettings#accountDelay}, and where
 * an account has logged in before, only its own failures at that address count. So nobody behind
 * the address of a whole company is slowed by his colleague's forgotten password.
 *
 * <p>Who calls: any thread. What guards what: the caches, for each key. What happens when full:
 * {@link #CAPACITY} keys are remembered, the seldom used ones are dropped first; names are kept as
 * short keys. All is kept by this node alone, for minutes; a restart forgets it.
 */
@ApplicationScoped
public class Brake {

  private static final int CAPACITY = 100_000;
  private static final Duration FAMILIARITY = Duration.ofDays(30);

  private BrakeSettings settings;
  private Clock clock;
  private Cache<String, Track> tracks;
  private Cache<String, Boolean> familiar;

  /** For the container's proxy. */
  Brake() {}

  @Inject
  Brake(BrakeSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    var memory = settings.recovery().multipliedBy(settings.mostFailures() + 1L);
    this.tracks = cache(memory);
    this.familiar = cache(FAMILIARITY);
  }

  /** Makes a wrong setting stop the start. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object started) {}

  /**
   * A login is tried.
   *
   * @return with the delay to keep before the evidence is looked at
   * @throws LoginBraked if so many wait already that this one would have to wait too long; it does
   *     not count
   */
  Attempt enter(String address, String username) {
    var key = new BrakeKey(address, username);
    var now = clock.instant();
    if (familiar.getIfPresent(key.pair()) != null) {
      var delay = reserve(key.pair(), now, settings.addressDelay(), true);
      return new Attempt(delay, key, List.of(key.pair()));
    }
    var byAddress = reserve(key.address(), now, settings.addressDelay(), true);
    var byAccount = reserve(key.account(), now, settings.accountDelay(), false);
    var delay = byAddress.compareTo(byAccount) > 0 ? byAddress : byAccount;
    return new Attempt(delay, key, List.of(key.address(), key.account()));
  }

  private Duration reserve(String key, Instant now, Duration longest, boolean refusing) {
    var latest = now.plus(longest);
    var turn = new Instant[1];
    tracks
        .asMap()
        .compute(
            key,
            (same, before) -> {
              var track = before == null ? Track.NEW : before.at(now, latest, settings.recovery());
              var due = track.turn(now, settings.spacing(track.failures(), longest));
              if (refusing && due.isAfter(latest)) {
                throw new LoginBraked(Duration.between(now, due));
              }
              turn[0] = earlier(due, latest);
              return track.tried(now, turn[0], settings.mostFailures());
            });
    return Duration.between(now, turn[0]);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static <T> Cache<String, T> cache(Duration memory) {
    return Caffeine.newBuilder()
        .maximumSize(CAPACITY)
        .expireAfterAccess(memory)
        // Threads are the container's; what is to be cleaned up is little.
        .executor(Runnable::run)
        .build();
  }

  /** How many keys are remembered. */
  long remembered() {
    return Stream.of(tracks, familiar).peek(Cache::cleanUp).mapToLong(Cache::estimatedSize).sum();
  }

  /** A try that has begun. It counts as failed unless one of its methods is called. */
  final class Attempt {

    private final Duration delay;
    private final BrakeKey key;
    private final List<String> counted;

    private Attempt(Duration delay, BrakeKey key, List<String> counted) {
      this.delay = delay;
      this.key = key;
      this.counted = counted;
    }

    /** How long to wait before the evidence is looked at. */
    Duration delay() {
      return delay;
    }

    /** The evidence was right. */
    void succeeded() {
      familiar.put(key.pair(), true);
      undecided();
    }

    /** Nobody could tell whether the evidence was right. */
    void undecided() {
      for (String one : counted) {
        tracks.asMap().computeIfPresent(one, (same, track) -> track.forgiven());
      }
    }
  }

  /**
   * What is remembered of an address or account.
   *
   * @param failures not yet forgotten
   * @param since when the last of them was forgotten, or the first one happened
   * @param last the turn of the last try
   */
  private record Track(int failures, Instant since, Instant last) {

    static final Track NEW = new Track(0, Instant.MIN, Instant.MIN);

    /** What is left now. No turn lies behind the latest, but for a clock that was set back. */
    Track at(Instant now, Instant latest, Duration recovery) {
      var forgotten = Math.max(0, Duration.between(since, now).dividedBy(recovery));
      var left = (int) Math.max(0, failures - forgotten);
      return new Track(left, since.plus(recovery.multipliedBy(forgotten)), earlier(last, latest));
    }

    Instant turn(Instant now, Duration spacing) {
      var turn = last.plus(spacing);
      return turn.isAfter(now) ? turn : now;
    }

    Track tried(Instant now, Instant turn, int most) {
      return new Track(
          Math.min(most, failures + 1),
          failures == 0 ? now : since,
          turn.isAfter(last) ? turn : last);
    }

    Track forgiven() {
      return new Track(Math.max(0, failures - 1), since, last);
    }
  }
}
