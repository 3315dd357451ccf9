package chat.mongoose.session;

import chat.mongoose.guard.Faults;
import chat.mongoose.guard.Guarded;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.xml.Element;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What waits to be written to one client, and, where the client acknowledges (XEP-0198), what it
 * has not acknowledged yet.
 *
 * <p>Who calls: whoever has something to say, from any thread, and the transport when a batch has
 * left. What guards what: this object's monitor guards the queues and the flags; nothing is written
 * under it, and the only place that holds two monitors is {@link #takeOver}, the new one first. One
 * batch is under way at a time, and everything that comes meanwhile leaves together in the next, so
 * a burst costs few writes. What happens when full: {@link #offer} says so, and the session ends,
 * since a reader that is too slow must neither be waited for nor grow the heap.
 */
final class Outbox implements Transport.Completion, Runnable {

  /** What became of a frame. */
  enum Offer {
    /** It waits or has been written, or nobody will ever read it. */
    TAKEN,
    /**
     * The same, but much waits of which nothing leaves; without a connection it could wait longer.
     */
    STALLED,
    /** There is no room. */
    FULL,
    /** Another session has taken over; offer it there. */
    MOVED
  }

  /** Octets gathered in one write. */
  private static final int BATCH_OCTETS = 64 * 1024;

  private static final Rendered ASK = Rendered.of(Element.of(StreamManagement.NS, "r"));

  private final Transport transport;
  private final Runnable lost;
  private final int capacity;
  private final long maxOctets;
  private final long maxDetached;
  private final Ledger ledger;
  private final ArrayDeque<Rendered> waiting = new ArrayDeque<>(4);

  /** What an inactive client gets later, by topic; its octets count as waiting. */
  private final Map<String, Rendered> heldBack = new LinkedHashMap<>(0);

  /** Null where the client does not acknowledge. */
  private Unacknowledged unacknowledged;

  /** Frames at the head that were queued before the client acknowledged anything. */
  private int uncounted;

  private byte[] address = {};
  private long octets;

  /** Octets of the batch that is under way. */
  private int underWay;

  private boolean writing;
  private boolean pumping;
  private boolean closing;
  private boolean inactive;

  /** A piece of the client's input is being handled, and may have more than one answer. */
  private boolean gathering;

  /** What has been taken since something left or was acknowledged. */
  private int framesInVain;

  private long octetsInVain;

  /** The transport is gone, and another may come. */
  private boolean detached;

  private boolean moved;
  private boolean ended;

  /**
   * @param capacity frames that may wait or be unacknowledged
   * @param maxOctets octets that may wait or be unacknowledged
   * @param lost called when a write has failed
   */
  Outbox(Transport transport, int capacity, long maxOctets, Runnable lost) {
    this(
        transport,
        capacity,
        maxOctets,
        Long.MAX_VALUE,
        new Ledger(Budget.unlimited(), new Share(Budget.unlimited())),
        lost);
  }

  /**
   * @param maxDetached octets that nobody else holds and that may wait without a connection
   */
  Outbox(
      Transport transport,
      int capacity,
      long maxOctets,
      long maxDetached,
      Ledger ledger,
      Runnable lost) {
    this.transport = transport;
    this.capacity = capacity;
    this.maxOctets = maxOctets;
    this.maxDetached = maxDetached;
    this.ledger = ledger;
    this.lost = lost;
  }

  /** The address that fills the hole of what is rendered for many. */
  synchronized void address(byte[] address) {
    this.address = address;
  }

  /** Queues a frame and writes it as soon as the transport is free. */
  Offer offer(Rendered frame) {
    var batch = begin(frame);
    if (!batch.isEmpty()) {
      write(batch);
      pump(true);
      return Offer.TAKEN;
    }
    var offer = queue(frame);
    pump();
    return offer;
  }

  /**
   * What the caller writes at once, if nothing waits or is under way, as mostly. By the queue it
   * would cost more, since the collector looks at each old object that takes a young one.
   *
   * @return empty if the frame has to be queued
   */
  private synchronized List<Rendered> begin(Rendered frame) {
    var length = frame.length(address);
    if (isBusy() || closing || inactive || !waiting.isEmpty() || isFullFor(length)) {
      return List.of();
    }
    framesInVain++;
    octetsInVain += length;
    writing = true;
    pumping = true;
    if (length >= Share.GRAIN) {
      underWay(length);
    }
    if (unacknowledged == null) {
      return List.of(frame);
    }
    if (frame.isStanza()) {
      ledger.add(frame, length);
      unacknowledged.add(frame, length);
    }
    return unacknowledged.asksNow() ? List.of(frame, ASK) : List.of(frame);
  }

  private boolean isFullFor(int length) {
    return frames() >= capacity || held() + length > maxOctets;
  }

  private boolean isTooMuchToWait(Rendered frame, int length) {
    return detached && !frame.isShared() && ledger.own() + length > maxDetached;
  }

  private void underWay(int length) {
    if (length != underWay) {
      ledger.copy(length - underWay);
      underWay = length;
    }
  }

  /** Nobody else may begin to write. */
  private boolean isBusy() {
    return writing || pumping || gathering || ended || detached || moved;
  }

  /** Queues a frame, which leaves with the next that is offered, or by {@link #run}. */
  synchronized Offer queue(Rendered frame) {
    if (moved) {
      return Offer.MOVED;
    }
    if (closing || ended) {
      return Offer.TAKEN;
    }
    var length = frame.length(address);
    if (isFullFor(length) || isTooMuchToWait(frame, length)) {
      return Offer.FULL;
    }
    if (inactive && frame.topic().isPresent()) {
      holdBack(frame.topic().get(), frame, length);
      return Offer.TAKEN;
    }
    if (!heldBack.isEmpty()) {
      catchUp(frame);
    }
    waiting.add(frame);
    octets += length;
    ledger.add(frame, length);
    framesInVain++;
    octetsInVain += length;
    return isStalled() ? Offer.STALLED : Offer.TAKEN;
  }

  /**
   * Three quarters are full, and a whole quarter has been taken with nothing leaving. What a client
   * that has just come back still has to read is not held against it.
   */
  private boolean isStalled() {
    if (!writing || detached || unacknowledged == null) {
      return false;
    }
    return isLastQuarter(frames(), capacity) && framesInVain > capacity / 4
        || isLastQuarter(held(), maxOctets) && octetsInVain > maxOctets / 4;
  }

  private static boolean isLastQuarter(long part, long whole) {
    return part > whole - whole / 4;
  }

  private void progressed() {
    framesInVain = 0;
    octetsInVain = 0;
  }

  /** Writes what is queued, as soon as the transport is free. */
  @Override
  public void run() {
    pump();
  }

  /**
   * Nobody looks at the client now (XEP-0352): presence and typing are held back, the newest for
   * each topic, until its sender says something.
   */
  synchronized void inactive() {
    inactive = true;
  }

  /** Somebody looks again, and gets what was held back. */
  void active() {
    synchronized (this) {
      inactive = false;
      waiting.addAll(heldBack.values());
      heldBack.clear();
    }
    pump();
  }

  /**
   * What somebody has sent leaves behind his presence, which was held back, and ends his typing.
   */
  private void catchUp(Rendered frame) {
    frame.presenceOfSender().map(heldBack::remove).ifPresent(waiting::add);
    frame.typingOfSender().ifPresent(this::forgetHeldBack);
  }

  private void forgetHeldBack(String topic) {
    var obsolete = heldBack.remove(topic);
    if (obsolete != null) {
      octets -= obsolete.length(address);
      ledger.remove(obsolete, obsolete.length(address));
    }
  }

  private void holdBack(String topic, Rendered frame, int length) {
    forgetHeldBack(topic);
    octets += length;
    ledger.add(frame, length);
    heldBack.put(topic, frame);
  }

  /** Writes nothing until {@link #release}, so that all answers to one input leave together. */
  synchronized void gather() {
    gathering = true;
  }

  /** Writes what has been gathered. */
  void release() {
    synchronized (this) {
      gathering = false;
    }
    pump();
  }

  /** From now on the client acknowledges stanzas; what was queued before does not count. */
  void manage(Rendered answer) {
    synchronized (this) {
      uncounted = waiting.size();
      add(answer);
      unacknowledged = new Unacknowledged();
    }
    pump();
  }

  /** The client has handled so many stanzas; false if that is more than it was sent. */
  synchronized boolean acknowledge(long handled) {
    progressed();
    return unacknowledged == null || unacknowledged.acknowledge(handled, this::acknowledged);
  }

  private int acknowledged(Rendered stanza) {
    var length = stanza.length(address);
    ledger.remove(stanza, length);
    return length;
  }

  /** How many stanzas were sent to a client that acknowledges. */
  synchronized long sent() {
    return unacknowledged == null ? 0 : unacknowledged.sent();
  }

  /** Asks for what has been sent and was not asked about. */
  void ask() {
    synchronized (this) {
      if (unacknowledged == null || detached || ended || !unacknowledged.asksForRest()) {
        return;
      }
    }
    offer(ASK);
  }

  /** The transport is gone; what waits goes on waiting for another. */
  synchronized void detach() {
    detached = true;
    underWay(0);
  }

  /** True if no more waits than may without a connection. */
  synchronized boolean mayDetach() {
    return ledger.own() - underWay <= maxDetached;
  }

  /** All frames that it holds. */
  synchronized List<Rendered> holds() {
    var all = new ArrayList<>(waiting);
    all.addAll(heldBack.values());
    if (unacknowledged != null) {
      all.addAll(unacknowledged.all());
    }
    return all;
  }

  /** Octets that nobody else holds. */
  long own() {
    return ledger.own();
  }

  /** Octets that wait or are not acknowledged, whoever else holds them. */
  synchronized long burden() {
    return held();
  }

  /** True if nothing will ever be written any more. */
  synchronized boolean hasEnded() {
    return ended || moved;
  }

  /**
   * Takes everything over from the outbox of the connection before: its address, what its client
   * has not acknowledged, and what waits.
   *
   * @param answer written first
   */
  void takeOver(Outbox before, Rendered answer) {
    synchronized (this) {
      synchronized (before) {
        address = before.address;
        unacknowledged = before.unacknowledged;
        add(answer);
        var unread = unacknowledged.recall();
        unread.forEach(this::add);
        before.waiting.stream().filter(Rendered::isStanza).forEach(this::add);
        before.heldBack.values().forEach(this::add);
        unread.forEach(before::forget);
        before.unacknowledged = null;
        before.clear();
        before.moved = true;
      }
    }
    pump();
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
    clear();
  }

  private void clear() {
    waiting.forEach(this::forget);
    waiting.clear();
    heldBack.values().forEach(this::forget);
    heldBack.clear();
    octets = 0;
    if (unacknowledged != null) {
      unacknowledged.recall().forEach(this::forget);
    }
    underWay(0);
  }

  private void forget(Rendered frame) {
    ledger.remove(frame, frame.length(address));
  }

  /** Takes back all stanzas that the client has not acknowledged, or was never sent. */
  synchronized List<Rendered> recall() {
    var all = new ArrayList<Rendered>();
    if (unacknowledged != null) {
      all.addAll(unacknowledged.recall());
      all.forEach(this::forget);
      waiting.stream().filter(Rendered::isStanza).forEach(all::add);
    }
    return all;
  }

  @Override
  public void written() {
    synchronized (this) {
      writing = false;
      underWay(0);
      progressed();
      if (pumping) {
        return;
      }
    }
    pump();
  }

  @Override
  public void failed(Throwable cause) {
    lost.run();
  }

  /** A transport that throws has lost its client, and nobody else is to hear of it. */
  private void write(List<Rendered> batch) {
    try {
      transport.write(batch, address, this);
    } catch (RuntimeException | Error e) {
      Faults.tell(transport, e);
      failed(e);
    }
  }

  private void pump() {
    pump(false);
  }

  /**
   * @param written the caller has just written
   */
  private void pump(boolean written) {
    var wrote = written;
    while (true) {
      List<Rendered> batch;
      synchronized (this) {
        pumping &= !wrote;
        if (isBusy()) {
          return;
        }
        if (waiting.isEmpty() && !closing) {
          return;
        }
        if (waiting.isEmpty()) {
          ended = true;
          clear();
        }
        batch = take();
        writing = !batch.isEmpty();
        pumping = writing;
      }
      if (batch.isEmpty()) {
        Guarded.run(transport, transport::close);
        return;
      }
      write(batch);
      wrote = true;
    }
  }

  private void add(Rendered frame) {
    var length = frame.length(address);
    waiting.add(frame);
    octets += length;
    ledger.add(frame, length);
  }

  private int frames() {
    return waiting.size() + heldBack.size() + (unacknowledged == null ? 0 : unacknowledged.size());
  }

  private long held() {
    return octets + (unacknowledged == null ? 0 : unacknowledged.octets());
  }

  private List<Rendered> take() {
    if (waiting.isEmpty()) {
      return List.of();
    }
    if (waiting.size() == 1 && unacknowledged == null) {
      var length = waiting.peek().length(address);
      octets -= length;
      ledger.remove(waiting.peek(), length);
      underWay(length);
      return List.of(waiting.poll());
    }
    var batch = new ArrayList<Rendered>(Math.min(waiting.size() + 1, 128));
    var size = 0;
    do {
      var frame = waiting.poll();
      var length = frame.length(address);
      batch.add(frame);
      size += length;
      octets -= length;
      if (uncounted > 0) {
        uncounted--;
        ledger.remove(frame, length);
      } else if (unacknowledged != null && frame.isStanza()) {
        unacknowledged.add(frame, length);
      } else {
        ledger.remove(frame, length);
      }
    } while (!waiting.isEmpty() && size + waiting.peek().length(address) <= BATCH_OCTETS);
    underWay(size);
    if (unacknowledged != null && unacknowledged.asksNow()) {
      batch.add(ASK);
    }
    return batch;
  }
}
