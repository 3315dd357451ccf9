package chat.mongoose.websocket;

import chat.mongoose.stanza.Rendered;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.glassfish.tyrus.spi.CompletionHandler;

/**
 * Payara's WebSocket by Tyrus' own writer: what waits for a client is encoded as frames here and
 * leaves in one write, and Tyrus' idle timer is not wound up for it.
 *
 * <p>That a write has failed is told on another thread, since Tyrus says so under its locks, and
 * who hears it closes the connection and writes to others.
 */
final class TyrusTransport extends StandardTransport {

  private final TyrusWriter writer;
  private final Consumer<Runnable> aside;

  /**
   * @param aside runs a task on a thread without locks
   */
  TyrusTransport(
      Session socket, String remoteAddress, TyrusWriter writer, Consumer<Runnable> aside) {
    super(socket, remoteAddress);
    this.writer = writer;
    this.aside = aside;
  }

  @Override
  public void write(List<Rendered> batch, byte[] address, Completion completion) {
    writer.write(
        Frames.encode(batch, address),
        new CompletionHandler<>() {
          @Override
          public void completed(ByteBuffer written) {
            completion.written();
          }

          @Override
          public void failed(Throwable cause) {
            aside.accept(() -> completion.failed(cause));
          }

          @Override
          public void cancelled() {
            failed(new IOException("The write was cancelled."));
          }
        });
  }

  @Override
  boolean isOpen() {
    return super.isOpen() && writer.isOpen();
  }

  @Override
  public void abort() {
    // a closing handshake would queue behind what the peer does not read
    writer.abort();
    leave();
  }
}
