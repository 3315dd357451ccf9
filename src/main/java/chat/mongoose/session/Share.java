package chat.mongoose.session;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What one part of a session holds of the {@link Budget}. It is told in grains, so that what comes
 * and goes at once costs nothing; the sum differs from what is held by less than one of them.
 *
 * <p>Who calls: one thread at a time, under whatever lock guards what is counted; {@link #octets}
 * may be read by anyone.
 */
public final class Share {

  /** What may change without being told. */
  static final int GRAIN = 4096;

  private final Budget budget;
  private final AtomicLong octets = new AtomicLong();
  private long told;

  Share(Budget budget) {
    this.budget = budget;
  }

  /** What is held now. */
  public long octets() {
    return octets.get();
  }

  public void set(long now) {
    // readers may see it a moment later: a write that all have to see at once costs more
    octets.setRelease(now);
    var untold = now - told;
    if (untold >= GRAIN || untold <= -GRAIN || now == 0 && untold != 0) {
      told = now;
      budget.change(untold);
    }
  }
}
