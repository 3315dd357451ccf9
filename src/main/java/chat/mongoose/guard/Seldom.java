package chat.mongoose.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Lets a line that strangers can cause be written so often in a while, and counts those that are
 * left out. Any thread may call it.
 */
public final class Seldom {

  private final int most;
  private final Duration window;
  private Instant ends = Instant.MIN;
  private int written;
  private long left;

  /**
   * @param most lines in each window
   * @param window begins with the first line after the one before
   */
  public Seldom(int most, Duration window) {
    this.most = most;
    this.window = window;
  }

  /** How many were left out since the last line; empty if this one is to be left out too. */
  public synchronized OptionalLong take(Instant now) {
    if (!now.isBefore(ends)) {
      ends = now.plus(window);
      written = 0;
    }
    if (written == most) {
      left++;
      return OptionalLong.empty();
    }
    written++;
    var unsaid = left;
    left = 0;
    return OptionalLong.of(unsaid);
  }
}
