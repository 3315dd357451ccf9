package chat.mongoose.conversation;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One WebSocket. The JDK calls the listener, the runner's thread takes from the queue. */
final class WebSocketWire implements Wire, WebSocket.Listener {

  private static final Logger LOG = System.getLogger(WebSocketWire.class.getName());
  private static final long SEND_SECONDS = 20;

  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final StringBuilder message = new StringBuilder();
  private WebSocket socket;

  void use(WebSocket opened) {
    socket = opened;
  }

  @Override
  public void send(String text) {
    await(socket.sendText(text, true));
  }

  @Override
  public void send(byte[] octets) {
    await(socket.sendBinary(ByteBuffer.wrap(octets), true));
  }

  @Override
  public Arrival next(Duration patience) {
    try {
      var arrival = arrivals.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (arrival instanceof Arrival.End || arrival instanceof Arrival.Broken) {
        arrivals.add(arrival);
      }
      return arrival == null ? new Arrival.Nothing() : arrival;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Arrival.Broken("interrupted");
    }
  }

  @Override
  public void close() {
    if (!socket.isOutputClosed()) {
      await(socket.sendClose(WebSocket.NORMAL_CLOSURE, ""));
    }
  }

  @Override
  public void drop() {
    socket.abort();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    message.append(part);
    if (last) {
      arrivals.add(new Arrival.Frame(message.toString()));
      message.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
    arrivals.add(new Arrival.Broken("the server sent a binary frame"));
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    arrivals.add(new Arrival.End(code, reason));
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    arrivals.add(new Arrival.Broken(error.toString()));
  }

  private void await(CompletableFuture<?> sending) {
    try {
      sending.get(SEND_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      // A server may refuse a text before it has read the whole of it; what it said meanwhile, and
      // that it has ended the connection, is for next() to tell.
      LOG.log(Level.DEBUG, "The connection ended while sending.", e);
    } catch (TimeoutException e) {
      arrivals.add(new Arrival.Broken("the server does not read"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
