package chat.mongoose.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;

/**
 * How often each of many, a user or an address, may do something: so many times at once, which grow
 * back with time.
 *
 * <p>Who calls: any thread. What happens when full: of {@link #MOST} allowances the least recently
 * used are forgotten.
 */
public final class Allowances {

  private static final int MOST = 100_000;

  private final int atOnce;
  private final int regained;
  private final Duration period;
  private final Cache<String, Bucket> buckets;

  /**
   * @param atOnce what who has done nothing for a while may do
   * @param regained how much of that grows back in each period, evenly
   */
  public Allowances(int atOnce, int regained, Duration period) {
    this.atOnce = atOnce;
    this.regained = regained;
    this.period = period;
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            // until then all has grown back
            .expireAfterAccess(period.multipliedBy(atOnce).dividedBy(regained).plus(period))
            // Threads are the container's; what is to be cleaned up is little.
            .executor(Runnable::run)
            .build();
  }

  /** Takes one from this allowance; false if it is used up. */
  public boolean take(String whose) {
    return of(whose).tryConsume(1);
  }

  /** True if nothing is left. */
  public boolean isUsedUp(String whose) {
    return of(whose).getAvailableTokens() <= 0;
  }

  /** Takes what has been done already, and so more than is left if need be. */
  public void charge(String whose, int done) {
    if (done > 0) {
      of(whose).consumeIgnoringRateLimits(done);
    }
  }

  private Bucket of(String whose) {
    return buckets.get(whose, same -> one(atOnce, regained, period));
  }

  /** The allowance of one, for whoever keeps it himself. */
  public static Bucket one(int atOnce, int regained, Duration period) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(atOnce).refillGreedy(regained, period))
        .build();
  }
}
