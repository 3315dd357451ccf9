package chat.mongoose.websocket;

import chat.mongoose.cluster.Lanes;
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

  private final StreamNegotiation negotiation;
  private final FrameLimit limit;
  private final Lanes lanes;

  /** Runs a task on a thread that holds no lock of the container. */
  private Consumer<Runnable> aside;

  /** Let go of at the end: the container may keep what it has recycled, and this with it. */
  private Session session;

  private Parts parts;

  /** JSR 356 §3.1.1 asks for it; {@link EndpointFactory} makes those that are used. */
  public XmppEndpoint() {
    this(null, null, null);
  }

  XmppEndpoint(StreamNegotiation negotiation, FrameLimit limit, Lanes lanes) {
    this.negotiation = negotiation;
    this.limit = limit;
    this.lanes = lanes;
  }

  @OnOpen
  public void open(jakarta.websocket.Session socket) throws IOException {
    var cookies = HandshakeCookies.taken(socket);
    if (!"xmpp".equals(socket.getNegotiatedSubprotocol())) {
      socket.close(new CloseReason(CloseCodes.PROTOCOL_ERROR, "The subprotocol is xmpp."));
      return;
    }
    var lane = "websocket " + socket.getId();
    aside = task -> lanes.put(lane, task);
    var transport = Transports.of(socket, aside);
    // after that, since it winds up the idle timer that Transports takes away
    socket.setMaxIdleTimeout(0);
    parts = new Parts(limit.octets());
    session = negotiation.connect(transport, cookies);
  }

  @OnMessage
  public void text(String part, boolean last) {
    var current = session;
    if (current == null) {
      return;
    }
    try {
      parts.add(part, last).ifPresent(text -> received(current, text));
    } catch (StreamError e) {
      negotiation.refuse(current, e);
    }
  }

  @OnMessage
  public void binary(byte[] part, boolean last) {
    var current = session;
    if (current != null) {
      // RFC 7395 §3.2
      negotiation.refuse(
          current, new StreamError(Condition.BAD_FORMAT, "XMPP comes in text frames."));
    }
  }

  @OnMessage
  public void pong(PongMessage pong) {
    var current = session;
    if (current != null) {
      negotiation.alive(current);
    }
  }

  @OnClose
  public void close() {
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

  private void received(Session from, String text) {
    negotiation.received(from, text, element -> Framing.action(element, from, negotiation));
  }
}
