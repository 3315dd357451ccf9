package chat.mongoose.session;

import chat.mongoose.guard.Guarded;
import java.util.ArrayDeque;

/**
 * The input of one client, one piece after the other.
 *
 * <p>Who calls: the door, from any thread; it usually runs the piece itself. What guards what: this
 * object's monitor guards the queue and the flags; no piece runs under it, and nobody is told under
 * it. What happens when full: the door is told when something begins to wait, and reads no more
 * until all has been handled, if its server lets it; what comes nevertheless has a bound in octets,
 * and who sends more is told so.
 */
final class Inbound {

  private final ArrayDeque<Piece> waiting = new ArrayDeque<>(2);
  private final Share share;
  private final Runnable changed;
  private long octets;
  private int pauses;
  private boolean running;

  /** Something waits. Written under the monitor, when no piece can be run, or none is left. */
  private volatile boolean held;

  /** A piece that waits, and what it costs meanwhile. */
  private record Piece(Runnable action, int octets) {}

  /**
   * @param changed told, by any thread, when {@link #isHeld} has
   */
  Inbound(Share share, Runnable changed) {
    this.share = share;
    this.changed = changed;
  }

  /** True while something waits that could not be run at once. */
  boolean isHeld() {
    return held;
  }

  /**
   * Runs the piece now, or as soon as those before it have run; false if too much waits.
   *
   * @param cost octets of heap that it holds while it waits
   * @param room octets of heap that may wait
   */
  boolean offer(Runnable piece, int cost, long room) {
    synchronized (this) {
      if (!isFree() && octets + cost > room) {
        return false;
      }
      waiting.add(new Piece(piece, cost));
      count(cost);
    }
    drain();
    return true;
  }

  private boolean isFree() {
    return pauses == 0 && !running && waiting.isEmpty();
  }

  /** Runs nothing more, from the end of the piece that runs now until {@link #resume}. */
  synchronized void pause() {
    pauses++;
  }

  /** Ends one pause; there may be others. */
  void resume() {
    synchronized (this) {
      pauses--;
    }
    drain();
  }

  private void drain() {
    while (true) {
      Piece piece;
      synchronized (this) {
        if (running || pauses > 0 || waiting.isEmpty()) {
          if (held == !waiting.isEmpty()) {
            return;
          }
          held = !held;
          break;
        }
        piece = waiting.poll();
        count(-piece.octets);
        running = true;
      }
      Guarded.run("a piece of input", piece.action);
      synchronized (this) {
        running = false;
      }
    }
    changed.run();
  }

  private void count(int change) {
    octets += change;
    share.set(octets);
  }
}
