package chat.mongoose.session;

import chat.mongoose.stanza.Rendered;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What waits to be written to one client.
 *
 * <p>Who calls: whoever has something to say, from any thread, and the transport when a batch has
 * left. What guards what: this object's monitor guards the queue and the flags; nothing is written
 * under it. One batch is under way at a time, and everything that comes meanwhile leaves together
 * in the next, so a burst costs few writes. What happens when full: {@link #offer} says no, and the
 * session ends, since a reader that is too slow must neither be waited for nor grow the heap.
 */
final class Outbox implements Transport.Completion {

  /** Octets gathered in one write. */
  private static final int BATCH_OCTETS = 64 * 1024;

  private final Transport transport;
  private final Runnable lost;
  private final int capacity;
  private final long maxOctets;
  private final ArrayDeque<Rendered> waiting = new ArrayDeque<>(4);
  private byte[] address = {};
  private long octets;
  private boolean writing;
  private boolean pumping;
  private boolean closing;
  private boolean ended;

  /**
   * @param capacity frames that may wait
   * @param maxOctets octets that may wait
   * @param lost called when a write has failed
   */
  Outbox(Transport transport, int capacity, long maxOctets, Runnable lost) {
    this.transport = transport;
    this.capacity = capacity;
    this.maxOctets = maxOctets;
    this.lost = lost;
  }

  /** The address that fills the hole of what is rendered for many. */
  synchronized void address(byte[] address) {
    this.address = address;
  }

  /** Queues a frame and writes it as soon as the transport is free; false if there is no room. */
  boolean offer(Rendered frame) {
    synchronized (this) {
      if (closing || ended) {
        return true;
      }
      var length = frame.length(address);
      if (waiting.size() >= capacity || octets + length > maxOctets) {
        return false;
      }
      waiting.add(frame);
      octets += length;
    }
    pump();
    return true;
  }

  /** Takes nothing more, and closes the transport when all has left. */
  void close() {
    synchronized (this) {
      closing = true;
    }
    pump();
  }

  /** Forgets what waits; nothing more is written. */
  synchronized void drop() {
    ended = true;
    waiting.clear();
    octets = 0;
  }

  @Override
  public void written() {
    synchronized (this) {
      writing = false;
      if (pumping) {
        return;
      }
    }
    pump();
  }

  @Override
  public void failed(Throwable cause) {
    drop();
    lost.run();
  }

  private void pump() {
    while (true) {
      List<Rendered> batch;
      synchronized (this) {
        if (writing || pumping || ended) {
          return;
        }
        if (waiting.isEmpty() && !closing) {
          return;
        }
        if (waiting.isEmpty()) {
          ended = true;
        }
        batch = take();
        writing = !batch.isEmpty();
        pumping = writing;
      }
      if (batch.isEmpty()) {
        transport.close();
        return;
      }
      transport.write(batch, address, this);
      synchronized (this) {
        pumping = false;
      }
    }
  }

  private List<Rendered> take() {
    if (waiting.isEmpty()) {
      return List.of();
    }
    var first = waiting.poll();
    var size = first.length(address);
    octets -= size;
    if (waiting.isEmpty()) {
      return List.of(first);
    }
    var batch = new ArrayList<Rendered>(Math.min(waiting.size() + 1, 128));
    batch.add(first);
    while (!waiting.isEmpty()) {
      var length = waiting.peek().length(address);
      if (size + length > BATCH_OCTETS) {
        break;
      }
      batch.add(waiting.poll());
      size += length;
      octets -= length;
    }
    return batch;
  }
}
