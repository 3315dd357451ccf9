package chat.mongoose.session;

import chat.mongoose.guard.Guarded;
import java.util.ArrayDeque;

/**
 * The input of one client, one piece after the other.
 *
 * <p>Who calls: the door, from any thread; it usually runs the piece itself. What guards what: this
 * object's monitor guards the queue and the flags; no piece runs under it. What happens when full:
 * only a paused session queues, and one that sends more than {@link #CAPACITY} pieces into the
 * pause is told so.
 */
final class Inbound {

  /** Pieces that may wait while the session is paused. */
  static final int CAPACITY = 64;

  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>(2);
  private boolean running;
  private boolean paused;

  /** Runs the piece now, or as soon as those before it have run; false if too many wait. */
  boolean offer(Runnable piece) {
    synchronized (this) {
      if (waiting.size() >= CAPACITY) {
        return false;
      }
      waiting.add(piece);
    }
    drain();
    return true;
  }

  /** Runs nothing more, from the end of the piece that runs now until {@link #resume}. */
  synchronized void pause() {
    paused = true;
  }

  void resume() {
    synchronized (this) {
      paused = false;
    }
    drain();
  }

  private void drain() {
    while (true) {
      Runnable piece;
      synchronized (this) {
        if (running || paused || waiting.isEmpty()) {
          return;
        }
        piece = waiting.poll();
        running = true;
      }
      Guarded.run("a piece of input", piece);
      synchronized (this) {
        running = false;
      }
    }
  }
}
