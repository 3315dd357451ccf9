package chat.mongoose.archive;

import chat.mongoose.stanza.Jid;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * What waits to be written. Rooms have turns, so that one in which little is said does not wait for
 * those in which much is; and a room may take no more of what is left than {@link #PART} leaves to
 * others.
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

  /** A room may have one in so many of the places that all rooms leave free. */
  private static final int PART = 4;

  /** Messages that a room may have when others have taken all that there is, out of a reserve. */
  static final int FEW = 4;

  /** One in so many of all places is kept for that, besides. */
  private static final int RESERVE = 4;

  private final Map<Jid, Queue> waiting = new LinkedHashMap<>();
  private final int capacity;
  private final long maxCharacters;
  private int size;
  private long characters;
  private boolean closed;

  /** What one room has waiting, in its order. */
  private static final class Queue {
    private final ArrayDeque<Entry> entries = new ArrayDeque<>(2);
    private long characters;
  }

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
    var queue = waiting.get(entry.kept().room());
    if (closed || !isFree(queue, entry.characters())) {
      return false;
    }
    if (queue == null) {
      queue = new Queue();
      waiting.put(entry.kept().room(), queue);
    }
    queue.entries.add(entry);
    queue.characters += entry.characters();
    characters += entry.characters();
    size++;
    if (size == 1 || size == BATCH) {
      notifyAll();
    }
    return true;
  }

  private boolean isFree(Queue queue, long more) {
    if (queue == null || queue.entries.size() < FEW) {
      return size < capacity + capacity / RESERVE
          && characters + more <= maxCharacters + maxCharacters / RESERVE;
    }
    return queue.entries.size() < (capacity - size) / PART
        && queue.characters + more <= (maxCharacters - characters) / PART;
  }

  /**
   * Takes what waits, one of each room after the other. Waits for the first, and until a time so
   * that others may come; for neither once this is closed. Empty if what was waiting has been
   * dropped meanwhile.
   *
   * @param earliest by {@link System#nanoTime}
   * @param most messages at once, up to {@link #BATCH}
   */
  synchronized List<Entry> take(long earliest, int most) throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    var left = earliest - System.nanoTime();
    while (left > 0 && size < most && !closed) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = earliest - System.nanoTime();
    }
    var batch = new ArrayList<Entry>(Math.min(most, size));
    var octets = 0L;
    while (batch.size() < most && !waiting.isEmpty()) {
      var first = waiting.entrySet().iterator().next();
      octets += first.getValue().entries.peek().characters();
      if (octets > BATCH_CHARACTERS && !batch.isEmpty()) {
        break;
      }
      waiting.remove(first.getKey());
      batch.add(remove(first.getValue()));
      if (!first.getValue().entries.isEmpty()) {
        // behind all others
        waiting.put(first.getKey(), first.getValue());
      }
    }
    return batch;
  }

  /** Takes out, of each room from the oldest on, as long as the condition holds. */
  synchronized List<Entry> drop(Predicate<Entry> condition) {
    var dropped = new ArrayList<Entry>();
    for (Queue queue : waiting.values()) {
      while (!queue.entries.isEmpty() && condition.test(queue.entries.peek())) {
        dropped.add(remove(queue));
      }
    }
    waiting.values().removeIf(queue -> queue.entries.isEmpty());
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

  private Entry remove(Queue queue) {
    var entry = queue.entries.remove();
    queue.characters -= entry.characters();
    characters -= entry.characters();
    size--;
    return entry;
  }
}
