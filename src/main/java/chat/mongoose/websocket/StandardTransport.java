package chat.mongoose.websocket;

import chat.mongoose.session.StreamError;
import chat.mongoose.session.StreamHeader;
import chat.mongoose.session.Transport;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.xml.Element;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Any server's WebSocket by the standard calls of JSR 356, one frame under way at a time. */
class StandardTransport implements Transport {

  private static final Logger LOG = System.getLogger(StandardTransport.class.getName());

  private final Session socket;
  private final String remoteAddress;

  /** Stops reading, or goes on, as {@link #isHeld} says now. */
  private volatile Runnable reading = () -> {};

  /** The session has enough to do. */
  private volatile BooleanSupplier held = () -> false;

  /** The connection is to be closed, for which its end has to be read. */
  private volatile boolean leaving;

  private volatile boolean over;

  /** What to do when the peer does not answer that the connection is closed. */
  private volatile Consumer<Runnable> closing = late -> {};

  StandardTransport(Session socket, String remoteAddress) {
    this.socket = socket;
    this.remoteAddress = remoteAddress;
  }

  /**
   * @param watch gets what is to be done if the connection still stands some time after its close
   */
  void closing(Consumer<Runnable> watch) {
    closing = watch;
  }

  /** A close frame has been sent; who does not answer it is cut off (RFC 6455 §7.1.1). */
  void awaitClose() {
    closing.accept(this::abort);
  }

  /**
   * @param wish true while the session wants nothing more
   */
  void holdsBy(BooleanSupplier wish) {
    held = wish;
  }

  /**
   * @param look stops reading, or goes on, as {@link #isHeld} says then; from any thread
   */
  void readBy(Runnable look) {
    reading = look;
  }

  /** True while nothing more should be read of the client. */
  final boolean isHeld() {
    return held.getAsBoolean() && !leaving;
  }

  /** The connection has ended: what was its own may be another's by now, and is not touched. */
  final void ended() {
    over = true;
    reading = () -> {};
  }

  /** True while there is a connection, for all that is known. */
  boolean isOpen() {
    return !over;
  }

  @Override
  public void inputChanged() {
    reading.run();
  }

  @Override
  public String remoteAddress() {
    return remoteAddress;
  }

  @Override
  public String door() {
    return "websocket";
  }

  @Override
  public Optional<Element> header(StreamHeader header) {
    return Optional.of(Framing.open(header));
  }

  @Override
  public List<Element> farewell(Optional<StreamError> error) {
    return Stream.concat(error.map(StreamError::toElement).stream(), Stream.of(Framing.close()))
        .toList();
  }

  @Override
  public void write(List<Rendered> batch, byte[] address, Completion completion) {
    try {
      socket
          .getAsyncRemote()
          .sendText(
              batch.get(0).text(address),
              result -> {
                if (!result.isOK()) {
                  completion.failed(result.getException());
                } else if (batch.size() == 1) {
                  completion.written();
                } else {
                  write(batch.subList(1, batch.size()), address, completion);
                }
              });
    } catch (RuntimeException e) {
      // both servers throw for a socket that is closed already
      completion.failed(e);
    }
  }

  @Override
  public void ping() {
    try {
      socket.getAsyncRemote().sendPing(ByteBuffer.allocate(0));
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.DEBUG, "A ping could not be sent: {0}", e.getMessage());
    }
  }

  @Override
  public void close() {
    leave();
    close(CloseCodes.NORMAL_CLOSURE);
    awaitClose();
  }

  @Override
  public void abort() {
    leave();
    close(CloseCodes.GOING_AWAY);
  }

  /** From now on all is read, since the end of the connection is behind it. */
  final void leave() {
    leaving = true;
    reading.run();
  }

  private void close(CloseCodes code) {
    try {
      socket.close(new CloseReason(code, ""));
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.DEBUG, "The socket was closed already: {0}", e.getMessage());
    }
  }
}
