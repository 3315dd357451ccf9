package chat.mongoose.muc;

import chat.mongoose.cluster.Lanes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Brings the changes of one room to the store, one at a time and the newest state only, and tries
 * again while the store fails. Called in the room's lane only.
 */
final class RoomKeeper {

  private static final Logger LOG = System.getLogger(RoomKeeper.class.getName());
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final String lane;
  private final Lanes lanes;
  private final Runnable settled;
  private Runnable next;
  private boolean working;
  private Duration pause = Duration.ZERO;

  /**
   * @param lane the room's key
   * @param settled told, in the lane, when an attempt has ended
   */
  RoomKeeper(String lane, Lanes lanes, Runnable settled) {
    this.lane = lane;
    this.lanes = lanes;
    this.settled = settled;
  }

  /** Writes this, unless something newer comes first; it may block and fail. */
  void write(Runnable change) {
    next = change;
    if (!working) {
      attempt();
    }
  }

  /** Nothing is to be written. */
  boolean isIdle() {
    return !working;
  }

  /** The last attempt failed. */
  boolean isFailing() {
    return !pause.isZero();
  }

  private void attempt() {
    working = true;
    var change = next;
    next = null;
    lanes
        .offload(
            () -> {
              change.run();
              return true;
            })
        .whenComplete((done, failure) -> lanes.put(lane, () -> attempted(change, failure)));
  }

  private void attempted(Runnable change, Throwable failure) {
    if (failure == null) {
      pause = Duration.ZERO;
      working = false;
      if (next != null) {
        attempt();
      }
    } else {
      next = next == null ? change : next;
      wait(failure);
    }
    settled.run();
  }

  private void wait(Throwable failure) {
    if (pause.isZero()) {
      LOG.log(Level.WARNING, "{0} could not be stored and will be tried again: {1}", lane, failure);
      pause = FIRST_PAUSE;
    } else {
      var doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }
    lanes.later(pause, () -> lanes.put(lane, this::attempt));
  }
}
