package chat.mongoose.session;

import chat.mongoose.guard.Guarded;
import java.util.ArrayDeque;

/**
 * The input of one client, one piece after the other.
 *
 * <p>Who calls: the door, from any thread; it usually runs the piece itself. What guards what: this
 * object's monitor guards the queue and the flags; no piece runs under it. What happens when full:
 * only a paused session queues, and one that sends more than {@link #CAPACITY} pieces, or more than
 * its octets, into the pause is told so. No door stops reading meanwhile, so this is what bounds
 * it.
 */
final class Inbound {

  /** Pieces that may wait while the session is paused. */
  static final int CAPACITY = 64;

  private final ArrayDeque<Piece> waiting = new ArrayDeque<>(2);
  private final Share share;
  private long octets;
  private int pauses;
  private boolean running;

  /** A piece that waits, and what it costs meanwhile. */
  private record Piece(Runnable action, int octets) {}

  Inbound(Share share) {
    this.share = share;
  }

  /**
   * Runs the piece now, or as soon as those before it have run; false if too much waits.
   *
   * @param cost octets of heap that it holds while it waits
   * @param room octets of heap that may wait
   */
  boolean offer(Runnable piece, int cost, long room) {
    synchronized (this) {
      if (!isFree() && (waiting.size() >= CAPACITY || octets + cost > room)) {
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
          return;
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
  }

  private void count(int change) {
    octets += change;
    share.set(octets);
  }
}
