package chat.mongoose.session;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.xml.Element;
import java.time.Instant;
import java.util.HashMap;
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
  private final Inbound inbound = new Inbound();
  private final StreamNegotiation negotiation;
  private final Instant connected;
  private final Map<Class<?>, Object> states = new HashMap<>(4);
  private volatile Instant heard;
  private volatile boolean opened;
  private volatile boolean restartDue;
  private volatile Identity identity;
  private volatile Jid jid;
  private boolean ended;

  Session(Transport transport, StreamNegotiation negotiation, SessionLimits limits, Instant now) {
    this.transport = transport;
    this.negotiation = negotiation;
    this.connected = now;
    this.heard = now;
    this.outbox =
        new Outbox(transport, limits.frames(), limits.octets(), () -> negotiation.lost(this));
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
    if (!outbox.offer(rendered)) {
      negotiation.tooSlow(this);
    }
  }

  /**
   * The client has proved who it is, and has been told so; it must restart the stream now (RFC 6120
   * §6.4.6). Called by a SASL feature while it handles an element.
   */
  public void authenticated(Identity who) {
    identity = who;
    restartDue = true;
  }

  /** Reads nothing more of the client's input until this work has completed, well or not. */
  public void await(CompletionStage<?> work) {
    inbound.pause();
    work.whenComplete((result, failure) -> inbound.resume());
  }

  /** Ends the stream in good order. Never blocks. */
  public void close() {
    negotiation.end(this, Optional.empty());
  }

  /** Ends the stream with an error. Never blocks. */
  public void close(StreamError error) {
    negotiation.end(this, Optional.of(error));
  }

  /** Handles a piece of input behind those before it. */
  boolean receive(Runnable piece, Instant now) {
    heard = now;
    return inbound.offer(piece);
  }

  void heard(Instant now) {
    heard = now;
  }

  void opened(StreamHeader answer) {
    opened = true;
    restartDue = false;
    transport.header(answer).ifPresent(this::send);
  }

  boolean isOpened() {
    return opened;
  }

  boolean isRestartDue() {
    return restartDue;
  }

  void bound(Jid full) {
    jid = full;
    outbox.address(Rendered.address(full));
  }

  /** True for the first call only. */
  synchronized boolean endsNow() {
    var first = !ended;
    ended = true;
    return first;
  }

  synchronized boolean hasEnded() {
    return ended;
  }

  /** Sends what ends the stream, then closes the connection when all has left. */
  void finish(Optional<StreamError> error) {
    error.map(StreamError::toElement).map(Rendered::of).ifPresent(outbox::offer);
    transport.footer().map(Rendered::of).ifPresent(outbox::offer);
    outbox.close();
  }

  void abort() {
    outbox.drop();
    transport.abort();
  }

  void ping() {
    transport.ping();
  }

  @Override
  public String toString() {
    return "session of " + jid().map(Jid::toString).orElse(remoteAddress());
  }
}
