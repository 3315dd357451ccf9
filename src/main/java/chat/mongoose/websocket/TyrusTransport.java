package chat.mongoose.websocket;

import chat.mongoose.stanza.Rendered;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.List;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;

/**
 * Payara's WebSocket by Tyrus' own writer: what waits for a client is encoded as frames here and
 * leaves in one write, and Tyrus' idle timer is not wound up for it.
 */
final class TyrusTransport extends StandardTransport {

  private static final Logger LOG = System.getLogger(TyrusTransport.class.getName());

  private final Writer writer;

  TyrusTransport(Session socket, String remoteAddress, Writer writer) {
    super(socket, remoteAddress);
    this.writer = writer;
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
            completion.failed(cause);
          }

          @Override
          public void cancelled() {
            completion.failed(new IOException("The write was cancelled."));
          }
        });
  }

  @Override
  public void abort() {
    // a closing handshake would queue behind what the peer does not read
    try {
      writer.close();
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.DEBUG, "The connection was closed already: {0}", e.getMessage());
    }
  }
}
