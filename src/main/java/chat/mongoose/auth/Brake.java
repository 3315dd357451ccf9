package chat.mongoose.auth;

import chat.mongoose.cluster.Lanes;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Slows those who guess passwords. Each address, and each account, has some failures free; then
 * tries must keep a distance that doubles with each failure. Failures are forgotten one by one.
 *
 * <p>Only failures count. A try under way holds the place of a failure until it is known to be
 * none, so many at once fail no more often than one after the other; who finds no place waits for
 * one, and right passwords give theirs back in milliseconds ({@link BrakeTrack}).
 *
 * <p>What must not happen is that an attacker keeps a user out: what an account's failures
 * elsewhere cost is bounded by {@link BrakeSettings#accountDelay}, and where an account has logged
 * in before, only its own failures at that address count. So nobody behind the address of a whole
 * company is slowed by his colleague's forgotten password. Who guesses there under that very name
 * is somebody whom nothing but the password tells from the user: both wait, and chance decides who
 * is next. What nobody can guess, such as a token or a site's cookie, does not come here.
 *
 * <p>Who calls: any thread. What guards what: the caches; each track its own. What happens when
 * full: {@link #CAPACITY} keys are remembered, the seldom used ones are dropped first; names are
 * kept as short keys. All is kept by this node alone, for minutes; a restart forgets it.
 */
@ApplicationScoped
public class Brake {

  private static final int CAPACITY = 100_000;
  private static final Duration FAMILIARITY = Duration.ofDays(30);

  private BrakeSettings settings;
  private Clock clock;
  private BiConsumer<Duration, Runnable> later;
  private Cache<String, BrakeTrack> tracks;
  private Cache<String, Boolean> familiar;

  /** For the container's proxy. */
  Brake() {}

  @Inject
  Brake(BrakeSettings settings, Clock clock, Lanes lanes) {
    this(settings, clock, lanes::later);
  }

  /**
   * @param later does something when some time has passed
   */
  Brake(BrakeSettings settings, Clock clock, BiConsumer<Duration, Runnable> later) {
    this.settings = settings;
    this.clock = clock;
    this.later = later;
    var memory = settings.recovery().multipliedBy(settings.mostFailures() + 1L);
    this.tracks = cache(memory);
    this.familiar = cache(FAMILIARITY);
  }

  /** Makes a wrong setting stop the start. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object started) {}

  /**
   * Lets a login begin as soon as it may.
   *
   * @param login fails with {@link LoginRefused} if the evidence was wrong; with anything else if
   *     nobody could tell
   * @return completes as the login does; fails with {@link LoginBraked} if too many wait already,
   *     or if it would have to wait too long: it has not begun then, and does not count
   */
  <T> CompletionStage<T> pass(String address, String username, Supplier<CompletionStage<T>> login) {
    var key = new BrakeKey(address, username);
    var known = familiar.getIfPresent(key.pair()) != null;
    var place = track(known ? key.pair() : key.address(), settings.addressDelay());
    var account =
        known
            ? Optional.<BrakeTrack>empty()
            : Optional.of(track(key.account(), settings.accountDelay()));
    var result = new CompletableFuture<T>();
    var delay = account.map(BrakeTrack::distance).orElse(Duration.ZERO);
    var waiting =
        new BrakeTrack.Try(
            clock.instant().plus(delay),
            () ->
                begun(login)
                    .whenComplete(
                        (value, failure) -> {
                          var wrong =
                              failure != null && Gate.cause(failure) instanceof LoginRefused;
                          if (failure == null) {
                            familiar.put(key.pair(), true);
                          }
                          if (wrong) {
                            account.ifPresent(BrakeTrack::failed);
                          }
                          place.settled(wrong);
                          complete(result, value, failure);
                        }),
            wait -> result.completeExceptionally(new LoginBraked(wait)));
    place.enter(waiting);
    return result;
  }

  private BrakeTrack track(String key, Duration longest) {
    return tracks.get(key, same -> new BrakeTrack(settings, longest, clock, later));
  }

  private static <T> CompletionStage<T> begun(Supplier<CompletionStage<T>> login) {
    try {
      return login.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static <T> void complete(CompletableFuture<T> result, T value, Throwable failure) {
    if (failure == null) {
      result.complete(value);
    } else {
      result.completeExceptionally(Gate.cause(failure));
    }
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
}
