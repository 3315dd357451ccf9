package chat.mongoose.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Bounds what an address may cost by tokens and cookies that prove nothing. Nobody guesses those,
 * so the {@link Brake} is not for them: behind one address there may be a whole school of browsers
 * whose cookies have expired, and they must not keep each other from logging in by a password.
 *
 * <p>Who calls: any thread. What happens when full: {@link #CAPACITY} addresses are remembered, the
 * seldom used ones are dropped first.
 */
final class UselessEvidence {

  /** Failures at once that cost nothing. */
  static final int BURST = 200;

  /** Failures a second in the long run. */
  static final int PER_SECOND = 20;

  private static final int CAPACITY = 100_000;

  private final TimeMeter time;
  private final Cache<String, Bucket> allowances =
      Caffeine.newBuilder()
          .maximumSize(CAPACITY)
          .expireAfterAccess(Duration.ofSeconds(BURST / PER_SECOND))
          .executor(Runnable::run)
          .build();

  UselessEvidence(Clock clock) {
    this.time = new ClockMeter(clock, clock.instant());
  }

  /**
   * Lets a login begin.
   *
   * @throws LoginBraked if too many of this address have failed
   */
  <T> CompletionStage<T> watch(String address, Supplier<CompletionStage<T>> login) {
    var allowance = allowances.get(new BrakeKey(address, "").address(), key -> bucket());
    if (allowance.getAvailableTokens() < 1) {
      throw new LoginBraked(Duration.ofSeconds(1));
    }
    return login
        .get()
        .whenComplete(
            (result, failure) -> {
              if (failure != null && Gate.cause(failure) instanceof LoginRefused) {
                allowance.tryConsume(1);
              }
            });
  }

  private Bucket bucket() {
    return Bucket.builder()
        .withCustomTimePrecision(time)
        .addLimit(limit -> limit.capacity(BURST).refillGreedy(PER_SECOND, Duration.ofSeconds(1)))
        .build();
  }

  private record ClockMeter(Clock clock, Instant start) implements TimeMeter {

    @Override
    public long currentTimeNanos() {
      return Duration.between(start, clock.instant()).toNanos();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
