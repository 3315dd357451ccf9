package chat.mongoose.websocket;

import chat.mongoose.stanza.Rendered;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * WildFly's WebSocket: by the standard calls too, but what waits for a client is handed over
 * together, which Undertow gathers into one write, and a connection is dropped by Undertow's own
 * call, since the standard one waits behind what the peer does not read. So is reading: by itself
 * Undertow reads as fast as a client sends, and queues what the endpoint has not handled yet,
 * without a bound.
 */
final class UndertowTransport extends StandardTransport {

  private static final Logger LOG = System.getLogger(UndertowTransport.class.getName());
  private static final String SESSION = "io.undertow.websockets.jsr.UndertowSession";

  private final Session socket;

  UndertowTransport(Session socket, String remoteAddress) {
    super(socket, remoteAddress);
    this.socket = socket;
    UndertowInput.of(socket, this::isHeld).ifPresent(input -> readBy(input::look));
  }

  static boolean isUndertow(Session socket) {
    return socket.getClass().getName().equals(SESSION);
  }

  @Override
  public void write(List<Rendered> batch, byte[] address, Completion completion) {
    // and one for the flush: a close frame that were gathered too would never leave
    var gathering = new Gathering(batch.size() + 1, completion);
    try {
      var remote = socket.getAsyncRemote();
      remote.setBatchingAllowed(true);
      batch.forEach(frame -> remote.sendText(frame.text(address), gathering));
      remote.setBatchingAllowed(false);
      remote.flushBatch();
      gathering.left();
    } catch (IOException | RuntimeException e) {
      gathering.failed(e);
    }
  }

  @Override
  public void abort() {
    leave();
    try {
      socket.getClass().getMethod("forceClose").invoke(socket);
    } catch (ReflectiveOperationException e) {
      LOG.log(Level.WARNING, "This Undertow is not as expected; its standard calls serve.", e);
      super.abort();
    }
  }

  /** Completes once, when all have left and the gathering is over, or the first has failed. */
  private static final class Gathering implements SendHandler {

    private final AtomicInteger outstanding;
    private final Completion completion;

    Gathering(int steps, Completion completion) {
      this.outstanding = new AtomicInteger(steps);
      this.completion = completion;
    }

    @Override
    public void onResult(SendResult result) {
      if (!result.isOK()) {
        failed(result.getException());
      } else {
        left();
      }
    }

    void left() {
      if (outstanding.decrementAndGet() == 0) {
        completion.written();
      }
    }

    /** Whatever else comes is not counted to the end any more. */
    void failed(Throwable cause) {
      if (outstanding.getAndSet(Integer.MIN_VALUE) > 0) {
        completion.failed(cause);
      }
    }
  }
}
