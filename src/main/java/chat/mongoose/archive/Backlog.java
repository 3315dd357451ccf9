package chat.mongoose.archive;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * What waits to be written.
 *
 * <p>Who calls: rooms offer from their lanes, the writer's thread alone takes, the clock drops what
 * is due. What guards what: this object's monitor guards all fields; nobody is answered under it.
 * What happens when full: {@link #offer} says no.
 */
final class Backlog {

  /** Messages taken at once. */
  static final int BATCH = 1000;

  /** Characters taken at once, beyond the first message. */
  private static final long BATCH_CHARACTERS = 4L * 1024 * 1024;

  private final ArrayDeque<Entry> waiting = new ArrayDeque<>();
  private final int capacity;
  private final long maxCharacters;
  private long characters;
  private boolean closed;

  /**
   * @param capacity messages that may wait
   * @param maxCharacters characters that may wait
   */
  Backlog(int capacity, long maxCharacters) {
    this.capacity = capacity;
    this.maxCharacters = maxCharacters;
  }

  /** False if there is no room, or nothing is taken any more. */
  synchronized boolean offer(Entry entry) {
    if (closed || waiting.size() >= capacity || characters + entry.characters() > maxCharacters) {
      return false;
    }
    waiting.add(entry);
    characters += entry.characters();
    if (waiting.size() == 1 || waiting.size() == BATCH) {
      notifyAll();
    }
    return true;
  }

  /**
   * Takes what waits, in its order. Waits for the first, and until a time so that others may come;
   * for neither once this is closed. Empty if what was waiting has been dropped meanwhile.
   *
   * @param earliest by {@link System#nanoTime}
   */
  synchronized List<Entry> take(long earliest) throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    var left = earliest - System.nanoTime();
    while (left > 0 && waiting.size() < BATCH && !closed) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = earliest - System.nanoTime();
    }
    var batch = new ArrayList<Entry>(Math.min(BATCH, waiting.size()));
    var size = 0L;
    while (batch.size() < BATCH && !waiting.isEmpty()) {
      size += waiting.peek().characters();
      if (size > BATCH_CHARACTERS && !batch.isEmpty()) {
        break;
      }
      batch.add(remove());
    }
    return batch;
  }

  /** Takes out, from the oldest on, as long as the condition holds. */
  synchronized List<Entry> drop(Predicate<Entry> condition) {
    var dropped = new ArrayList<Entry>();
    while (!waiting.isEmpty() && condition.test(waiting.peek())) {
      dropped.add(remove());
    }
    return dropped;
  }

  /** Takes nothing more in; what waits can still be taken out. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Closed and empty. */
  synchronized boolean isOver() {
    return closed && waiting.isEmpty();
  }

  /** Waits until this is closed, but not longer than that; true if it is. */
  synchronized boolean awaitClose(long nanos) throws InterruptedException {
    var end = System.nanoTime() + nanos;
    var left = nanos;
    while (left > 0 && !closed) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = end - System.nanoTime();
    }
    return closed;
  }

  private Entry remove() {
    var entry = waiting.remove();
    characters -= entry.characters();
    return entry;
  }
}
