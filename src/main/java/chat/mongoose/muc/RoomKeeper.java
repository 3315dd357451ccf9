package chat.mongoose.muc;

import chat.mongoose.cluster.Lanes;
import chat.mongoose.cluster.Lanes.Work;
import chat.mongoose.guard.Guarded;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

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
  private final List<Consumer<Boolean>> waiting = new ArrayList<>(0);
  private Runnable next;
  private boolean working;
  private boolean wanted;
  private boolean stored;
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

  /** The room was loaded: the store has it, or has not. */
  void loaded(boolean stored) {
    this.stored = stored;
  }

  /** Stores the room by this, unless something newer comes first; it may block and fail. */
  void save(Runnable change) {
    write(change, true);
  }

  /** Removes it from the store by this, likewise. */
  void remove(Runnable change) {
    write(change, false);
  }

  private void write(Runnable change, boolean wanted) {
    this.wanted = wanted;
    next = change;
    if (!working) {
      attempt();
    }
  }

  /**
   * Tells, in the lane, when all that was given till now is stored: true; or false, if an attempt
   * has failed, after which it will be tried again all the same. At once if nothing is to be
   * written.
   */
  void whenStored(Consumer<Boolean> told) {
    if (working) {
      waiting.add(told);
    } else {
      told.accept(true);
    }
  }

  /** Nothing is to be written. */
  boolean isIdle() {
    return !working;
  }

  /** The store has the room, as it is now or was before, or is not to have it. */
  boolean isKnown() {
    return stored || !working;
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
            Work.STORE,
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
      if (next == null) {
        stored = wanted;
        tell(true);
      } else {
        attempt();
      }
    } else {
      next = next == null ? change : next;
      wait(failure);
      tell(false);
    }
    settled.run();
  }

  private void tell(boolean stored) {
    var told = List.copyOf(waiting);
    waiting.clear();
    Guarded.each(told, each -> each.accept(stored));
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
