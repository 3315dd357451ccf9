package chat.mongoose.session;

import chat.mongoose.guard.Guarded;
import chat.mongoose.security.SecurityEvent;
import chat.mongoose.session.Addresses.Kind;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.xml.Element;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * One client's stream, whatever carries it.
 *
 * <p>Who calls: the door brings input, anyone may {@link #send}. What guards what: input is handled
 * one piece at a time ({@link Inbound}), and only that handling changes the stage, the identity and
 * the address, which are volatile for those who read them; {@link Outbox} guards the way out. What
 * happens when full: a client that reads too slowly is dropped, see {@link Outbox}.
 */
public final class Session {

  private final Transport transport;
  private final Outbox outbox;
  private final Holdings holdings;
  private final Inbound inbound;
  private final StreamNegotiation negotiation;
  private final Places places;
  private final Instant connected;
  private final Map<Class<?>, Object> states = new HashMap<>(4);
  private volatile Instant heard;
  private volatile boolean opened;
  private volatile boolean restartDue;
  private volatile Optional<String> lang = Optional.empty();
  private volatile Identity identity;
  private volatile Jid jid;
  private boolean ended;
  private boolean handedOver;

  /** What is put off until this session has taken over another; null while it does not. */
  private List<Runnable> putOff;

  /** Stanzas handled since stream management was enabled, modulo 2³²; -1 before. */
  private volatile long handled = -1;

  private volatile Resumption resumption;

  /** When the connection was lost, for a session that waits to be resumed. */
  private volatile Instant detached;

  /** The session of the connection by which the client has come back. */
  private volatile Session successor;

  Session(
      Transport transport,
      StreamNegotiation negotiation,
      SessionLimits limits,
      Bounds bounds,
      Instant now) {
    this.transport = transport;
    this.negotiation = negotiation;
    this.places = new Places(bounds.addresses(), transport.remoteAddress());
    this.holdings = new Holdings(bounds.budget());
    this.inbound = new Inbound(holdings.input(), transport::inputChanged);
    this.connected = now;
    this.heard = now;
    this.outbox =
        new Outbox(
            transport,
            limits.frames(),
            limits.octets(),
            bounds.detached(),
            new Ledger(bounds.budget(), holdings.outbox()),
            () -> negotiation.lost(this));
  }

  /** The full address, once bound. */
  public Optional<Jid> jid() {
    return Optional.ofNullable(jid);
  }

  /** Who the client has proved to be, once authenticated. */
  public Optional<Identity> identity() {
    return Optional.ofNullable(identity);
  }

  /** The XMPP domain that this server serves. */
  public String domain() {
    return negotiation.domain();
  }

  /** The peer's IP address as text. */
  public String remoteAddress() {
    return transport.remoteAddress();
  }

  /** By what the client came, see {@link Transport#door}. */
  public String door() {
    return transport.door();
  }

  /** Something that its client did, for the security log. */
  SecurityEvent event(SecurityEvent.Kind kind) {
    var name = jid().map(Jid::toString).or(() -> identity().map(Identity::username));
    return SecurityEvent.of(kind, remoteAddress()).name(name.orElse("")).door(door());
  }

  /** When the connection was made. */
  public Instant connected() {
    return connected;
  }

  /** When something was last received. */
  public Instant heard() {
    return heard;
  }

  /**
   * What somebody remembers for this session, made at the first call. May be called by whoever
   * handles this session's input, and at its end.
   */
  public <T> T state(Class<T> kind, Supplier<T> initial) {
    synchronized (states) {
      return kind.cast(states.computeIfAbsent(kind, k -> initial.get()));
    }
  }

  /** What somebody remembers for this session, if he does. May be called by anyone. */
  public <T> Optional<T> remembered(Class<T> kind) {
    synchronized (states) {
      return Optional.ofNullable(kind.cast(states.get(kind)));
    }
  }

  public void forget(Class<?> kind) {
    synchronized (states) {
      states.remove(kind);
    }
  }

  /** Sends a stanza or nonza to the client, behind all that was sent before. Never blocks. */
  public void send(Element element) {
    send(Rendered.of(element));
  }

  /** Sends what was rendered before; a hole is filled with this session's address. Never blocks. */
  public void send(Rendered rendered) {
    switch (outbox.offer(rendered)) {
      case TAKEN -> {}
      case STALLED -> negotiation.stalled(this);
      case FULL -> negotiation.tooSlow(this);
      case MOVED -> successor.send(rendered);
    }
    negotiation.relieve();
  }

  /**
   * Takes what {@link #send(Rendered)} does, but leaves it to the caller to have it written, so
   * that several stanzas leave in one write.
   *
   * @return writes what is queued, if that has not left yet; the same object for one connection
   */
  public Runnable queue(Rendered rendered) {
    negotiation.relieve();
    return switch (outbox.queue(rendered)) {
      case TAKEN -> outbox;
      case STALLED -> {
        negotiation.stalled(this);
        yield outbox;
      }
      case FULL -> {
        negotiation.tooSlow(this);
        yield outbox;
      }
      case MOVED -> successor.queue(rendered);
    };
  }

  /**
   * The client has proved who it is, and has been told so; it must restart the stream now (RFC 6120
   * §6.4.6). Called by a SASL feature while it handles an element.
   */
  public void authenticated(Identity who) {
    identity = who;
    restartDue = true;
    forget(RequestCookies.class);
  }

  /**
   * Reads nothing more of the client's input until this work has completed, well or not. Work
   * answers what can go wrong with it by itself; if it fails, that is a bug, and who waits to be
   * let in by it waits no longer.
   */
  public void await(CompletionStage<?> work) {
    inbound.pause();
    work.whenComplete(
        (result, failure) -> {
          if (failure != null) {
            negotiation.workFailed(this, failure);
          }
          inbound.resume();
        });
  }

  /** Ends the stream in good order. Never blocks. */
  public void close() {
    negotiation.end(this, Optional.empty());
  }

  /** Ends the stream with an error. Never blocks. */
  public void close(StreamError error) {
    negotiation.end(this, Optional.of(error));
  }

  /**
   * True while some of the client's input waits, so that nothing more need be read of it. Not when
   * the session has ended, since who waits for the client's farewell has to read on.
   */
  public boolean isInputHeld() {
    return inbound.isHeld() && !hasEnded();
  }

  /** Handles a piece of input behind those before it. */
  boolean receive(Runnable piece, int cost, long room, Instant now) {
    heard = now;
    return inbound.offer(() -> gathered(piece), cost, room);
  }

  private void gathered(Runnable piece) {
    outbox.gather();
    try {
      piece.run();
    } finally {
      outbox.release();
    }
  }

  void heard(Instant now) {
    heard = now;
  }

  /** Handles a piece behind all input, without being a sign of life. */
  boolean receiveLast(Runnable piece) {
    return inbound.offer(piece, 0, Long.MAX_VALUE);
  }

  /** From now on stanzas are counted and acknowledged. */
  void manage(Element answer) {
    handled = 0;
    outbox.manage(Rendered.of(answer));
  }

  boolean isManaged() {
    return handled >= 0;
  }

  /** A stanza of the client has been handled. */
  void countHandled() {
    var before = handled;
    if (before >= 0) {
      handled = (before + 1) % (1L << 32);
    }
  }

  long handled() {
    return handled;
  }

  boolean acknowledge(long count) {
    return outbox.acknowledge(count);
  }

  long sent() {
    return outbox.sent();
  }

  void resumable(String id, Duration timeout) {
    resumption = new Resumption(id, timeout);
  }

  /** The id by which this session may be resumed. */
  Optional<String> resumption() {
    return Optional.ofNullable(resumption).map(Resumption::id);
  }

  /** Becomes all that the session before was, which has been ended for this. */
  void takeOver(Session before, Element answer) {
    if (before.identity.guest()) {
      identity = before.identity;
    }
    places.leave(Kind.UNBOUND);
    jid = before.jid;
    handled = before.handled;
    resumption = before.resumption;
    synchronized (before.states) {
      synchronized (states) {
        // what the new connection has remembered of its own login is newer
        before.states.forEach(states::putIfAbsent);
      }
    }
    holdings.remember(before.holdings.handOver());
    before.successor = this;
    outbox.takeOver(before.outbox, Rendered.of(answer));
    before.transport.abort();
  }

  /** Waits without a connection for the client to come back; true for the first call only. */
  synchronized boolean detachesNow(Instant now) {
    if (ended || detached != null || resumption == null || !outbox.mayDetach()) {
      return false;
    }
    if (!places.take(Kind.DETACHED)) {
      return false;
    }
    detached = now;
    outbox.detach();
    return true;
  }

  boolean isDetached() {
    return detached != null;
  }

  /** True if the client has stayed away for longer than it was granted. */
  boolean isGivenUp(Instant now) {
    return detached != null && now.isAfter(detached.plus(resumption.timeout()));
  }

  /** The stanzas that the client may not have got. */
  List<Rendered> undelivered() {
    return outbox.recall();
  }

  /** Tells whether somebody looks at the client. */
  void active(boolean active) {
    if (active) {
      outbox.active();
    } else {
      outbox.inactive();
    }
  }

  /** Asks the client what it has got. */
  void ask() {
    outbox.ask();
  }

  void opened(StreamHeader answer) {
    opened = true;
    restartDue = false;
    transport.header(answer).ifPresent(this::send);
  }

  /** The client has said in which language it speaks. */
  void speaks(String language) {
    lang = Optional.of(language);
  }

  /** The language of what this client sends, where it does not say another (RFC 6120 §4.7.4). */
  public Optional<String> lang() {
    return lang;
  }

  boolean isOpened() {
    return opened;
  }

  boolean isRestartDue() {
    return restartDue;
  }

  void bound(Jid full) {
    places.leave(Kind.UNBOUND);
    jid = full;
    outbox.address(Rendered.address(full));
  }

  /**
   * Does something that this session must not end or be detached in the midst of, unless it has
   * ended already; what would have done so comes afterwards. Input is handled one piece at a time,
   * so only one thread at a time can come here for one session.
   */
  void whileAlive(Runnable action) {
    synchronized (this) {
      if (ended) {
        return;
      }
      putOff = new ArrayList<>(0);
    }
    try {
      action.run();
    } finally {
      List<Runnable> due;
      synchronized (this) {
        due = putOff;
        putOff = null;
      }
      Guarded.each(due, Runnable::run);
    }
  }

  /** Takes what would end or detach this session and has to wait; false if it has not. */
  synchronized boolean putsOff(Runnable end) {
    return putOff != null && putOff.add(end);
  }

  /** True for the first call only. */
  synchronized boolean endsNow() {
    var first = !ended;
    ended = true;
    return first;
  }

  /** Ends so that another session can take over; true if it had not ended before. */
  synchronized boolean handsOver() {
    handedOver |= !ended;
    return endsNow();
  }

  /** Takes the places that a new connection needs; false if its address has none left. */
  boolean enters() {
    return places.take(Kind.UNBOUND) && places.take(Kind.SESSION);
  }

  /** It is no longer among the sessions, and its address may have another. */
  void leaves() {
    places.leaveAll();
    holdings.forget();
  }

  /** Where its client is. */
  ClientNetwork network() {
    return places.network();
  }

  /** What the door counts that it holds for this session; guarded by the door. */
  public Share carried() {
    return holdings.carried();
  }

  /** Somebody remembers so many octets more, or fewer, for this session. */
  public void remember(long octets) {
    holdings.remember(octets);
  }

  /**
   * Octets that wait for the client, or that it has not acknowledged, and that nobody else holds:
   * answers to its own questions above all.
   */
  public long backlog() {
    return outbox.own();
  }

  /** All that it makes the server hold, beyond what each session does, whoever else holds it. */
  long burden() {
    return outbox.burden() + holdings.extra();
  }

  /** All that the server holds for it alone. */
  long ownOctets() {
    return holdings.own();
  }

  /** True if its connection is closed or given up. */
  boolean isGone() {
    return outbox.hasEnded();
  }

  private synchronized boolean isHandedOver() {
    return handedOver;
  }

  /** True from the moment at which it begins to end; a session that another has taken over has. */
  public synchronized boolean hasEnded() {
    return ended;
  }

  /** Sends what ends the stream, then closes the connection when all has left. */
  void finish(Optional<StreamError> error) {
    transport.inputChanged();
    transport.farewell(error).stream().map(Rendered::of).forEach(outbox::offer);
    outbox.close();
  }

  void abort() {
    // what waits to be handed over is no longer this one's
    if (!isHandedOver()) {
      outbox.drop();
    }
    transport.abort();
  }

  /** Drops the connection and keeps what waits for the next. */
  void dropConnection() {
    transport.abort();
  }

  void ping() {
    transport.ping();
  }

  /**
   * How the session may be resumed.
   *
   * @param id what the client shows
   * @param timeout how long it may stay away
   */
  private record Resumption(String id, Duration timeout) {}

  @Override
  public String toString() {
    return "session of " + jid().map(Jid::toString).orElse(remoteAddress());
  }
}
