package chat.mongoose.websocket;

import chat.mongoose.cluster.Lanes;
import chat.mongoose.guard.Guarded;
import chat.mongoose.security.SecurityEvent;
import chat.mongoose.security.SecurityEvent.Kind;
import chat.mongoose.security.SecurityLog;
import chat.mongoose.session.Session;
import chat.mongoose.session.StreamError;
import chat.mongoose.session.StreamError.Condition;
import chat.mongoose.session.StreamNegotiation;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * XMPP over WebSocket (RFC 7395) at {@code /xmpp-websocket}, subprotocol {@code xmpp}. One of these
 * serves one connection; the container calls it from one thread at a time. Who may connect is
 * decided before, by the filter that checks {@code Origin}.
 */
@ServerEndpoint(
    value = "/xmpp-websocket",
    subprotocols = "xmpp",
    configurator = EndpointFactory.class)
public class XmppEndpoint {

  private static final Logger LOG = System.getLogger(XmppEndpoint.class.getName());

  private final StreamNegotiation negotiation;
  private final FrameLimit limit;
  private final Unfinished unfinished;
  private final Lanes lanes;

  /** Runs a task on a thread that holds no lock of the container. */
  private Consumer<Runnable> aside;

  /** Let go of at the end: the container may keep what it has recycled, and this with it. */
  private Session session;

  private StandardTransport transport;
  private Parts parts;

  /** Before the server's own reader, where there is a way in. */
  private Optional<FrameGate> gate = Optional.empty();

  /** A frame or a message has begun. */
  private boolean watched;

  /** JSR 356 §3.1.1 asks for it; {@link EndpointFactory} makes those that are used. */
  public XmppEndpoint() {
    this(null, null, null, null);
  }

  XmppEndpoint(
      StreamNegotiation negotiation, FrameLimit limit, Unfinished unfinished, Lanes lanes) {
    this.negotiation = negotiation;
    this.limit = limit;
    this.unfinished = unfinished;
    this.lanes = lanes;
  }

  @OnOpen
  public void open(jakarta.websocket.Session socket) {
    if (!Guarded.run("a new connection", () -> begin(socket))) {
      close(socket, CloseCodes.UNEXPECTED_CONDITION, "Something went wrong on this server.");
    }
  }

  private void begin(jakarta.websocket.Session socket) {
    var cookies = HandshakeCookies.taken(socket);
    if (!"xmpp".equals(socket.getNegotiatedSubprotocol())) {
      close(socket, CloseCodes.PROTOCOL_ERROR, "The subprotocol is xmpp.");
      return;
    }
    var lane = "websocket " + socket.getId();
    aside = task -> lanes.put(lane, task);
    transport = Transports.of(socket, aside);
    transport.closing(late -> unfinished.closes(this, late));
    // after that, since it winds up the idle timer that Transports takes away
    socket.setMaxIdleTimeout(0);
    session = negotiation.connect(transport, cookies);
    parts = new Parts(this::mostOctets, session.carried()::set);
    transport.holdsBy(session::isInputHeld);
    gate = Transports.gate(socket, transport, new Bounds(socket), this::watch, aside, this::close);
  }

  private static void close(jakarta.websocket.Session socket, CloseCodes code, String why) {
    try {
      socket.close(new CloseReason(code, why));
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.DEBUG, "The socket was closed already: {0}", e.getMessage());
    }
  }

  private int mostOctets() {
    var current = session;
    return limit.octets(current != null && current.identity().isPresent());
  }

  /** Lets what has begun and not ended have its time, and no more. */
  private void watch() {
    var begun = parts.isUnfinished() || gate.filter(FrameGate::isUnfinished).isPresent();
    if (begun != watched) {
      watched = begun;
      if (begun) {
        unfinished.begins(parts, this::cutOff);
      } else {
        unfinished.ends(parts);
      }
    }
  }

  private void cutOff() {
    var current = session;
    if (current == null) {
      return;
    }
    if (transport.isHeld()) {
      // nobody could have read the rest
      unfinished.begins(parts, this::cutOff);
      return;
    }
    negotiation.refuse(
        current,
        new StreamError(
            Condition.CONNECTION_TIMEOUT, "A message has begun and did not end in time."));
  }

  @OnMessage
  public void text(String part, boolean last) {
    var current = session;
    if (current == null) {
      return;
    }
    Guarded.run(current, () -> text(current, part, last));
  }

  private void text(Session current, String part, boolean last) {
    try {
      parts.add(part, last).ifPresentOrElse(text -> received(current, text), negotiation::relieve);
    } catch (StreamError e) {
      negotiation.refuse(current, e);
    }
    if (gate.isEmpty()) {
      watch();
    }
  }

  @OnMessage
  public void binary(byte[] part, boolean last) {
    var current = session;
    if (current != null) {
      // RFC 7395 §3.2
      var error = new StreamError(Condition.BAD_FORMAT, "XMPP comes in text frames.");
      Guarded.run(current, () -> negotiation.refuse(current, error));
    }
  }

  @OnMessage
  public void pong(PongMessage pong) {
    var current = session;
    if (current != null) {
      Guarded.run(current, () -> negotiation.alive(current));
    }
  }

  @OnClose
  public void close() {
    Guarded.run("the end of a connection", this::ended);
  }

  private void ended() {
    if (parts != null) {
      unfinished.ends(parts);
      parts.end();
    }
    unfinished.ends(this);
    if (transport != null) {
      transport.ended();
    }
    var ended = session;
    if (ended != null) {
      session = null;
      // the container may hold locks, and who is told of the loss writes to others
      aside.accept(() -> negotiation.lost(ended));
    }
  }

  @OnError
  public void error(Throwable cause) {
    // the container has closed, or is about to close, the connection
    close();
  }

  /** Called by the thread that reads, below the server's own reader. */
  private final class Bounds implements FrameGate.Rules {

    private final jakarta.websocket.Session socket;

    Bounds(jakarta.websocket.Session socket) {
      this.socket = socket;
    }

    @Override
    public int limit() {
      return mostOctets();
    }

    @Override
    public long patience() {
      return (long) Parts.PATIENCE * limit.octets(true);
    }

    @Override
    public void tooLong() {
      var current = session;
      if (current != null) {
        Guarded.run(current, () -> negotiation.refuse(current, Parts.tooLong(mostOctets())));
      }
    }

    @Override
    public void broken(String why) {
      SecurityLog.tell(
          SecurityEvent.of(Kind.MALFORMED, transport.remoteAddress())
              .door(transport.door())
              .reason("websocket-frame"));
      aside.accept(() -> fail(why));
    }

    /** RFC 6455 §7.1.7. */
    private void fail(String why) {
      close(socket, CloseCodes.PROTOCOL_ERROR, why);
      transport.awaitClose();
    }
  }

  private void received(Session from, String text) {
    negotiation.received(from, text, element -> Framing.action(element, from, negotiation));
  }
}
