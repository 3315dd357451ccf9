package chat.mongoose.websocket;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.nio.NIOConnection;
import org.glassfish.grizzly.ssl.SSLBaseFilter;

/**
 * The socket of a Grizzly connection, below Payara's WebSocket.
 *
 * <p>Written to while nothing waits there: what lies between, Tyrus, Catalina and Grizzly's
 * filters, has nothing to do for a frame that the kernel takes at once, and costs as much as the
 * kernel. By the one thread at a time that {@link TyrusWriter} lets write.
 *
 * <p>And hung up here. Were the request ended instead, as Tyrus does it, by whatever thread, the
 * connection would still be read, and what the peer sends just then, such as its answer to a close
 * frame, would be taken for a new request: the handshake would be served once more, while its
 * request is given back to be used again.
 */
final class GrizzlySocket {

  private static final Logger LOG = System.getLogger(GrizzlySocket.class.getName());

  private final WritableByteChannel channel;
  private final boolean plain;
  private final BooleanSupplier free;
  private final Closeable input;

  /**
   * @param channel takes what it can and never blocks
   * @param plain what is written is what leaves, as it is not by TLS
   * @param free tells whether nothing waits to be written to the channel by others
   * @param input ends what is read
   */
  GrizzlySocket(WritableByteChannel channel, boolean plain, BooleanSupplier free, Closeable input) {
    this.channel = channel;
    this.plain = plain;
    this.free = free;
    this.input = input;
  }

  /** Empty for a connection that is not by TCP. */
  static Optional<GrizzlySocket> of(NIOConnection connection) {
    return connection.getChannel() instanceof SocketChannel socket
        ? Optional.of(
            new GrizzlySocket(
                socket,
                isPlain(connection),
                () -> connection.getAsyncWriteQueue().spaceInBytes() == 0,
                socket::shutdownInput))
        : Optional.empty();
  }

  private static boolean isPlain(NIOConnection connection) {
    return connection.getProcessor() instanceof FilterChain filters
        && filters.stream().noneMatch(SSLBaseFilter.class::isInstance);
  }

  /** True if what is written to it leaves as it is. */
  boolean isPlain() {
    return plain;
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  /** True while nothing that was written before waits for the socket. */
  boolean isFree() {
    return free.getAsBoolean();
  }

  /**
   * Writes what the kernel takes now.
   *
   * @return true if that was all; else the rest remains in the buffer
   */
  boolean write(ByteBuffer frames) throws IOException {
    channel.write(frames);
    return !frames.hasRemaining();
  }

  /**
   * Lets Grizzly find the end of what it reads, as if the peer had hung up: whichever thread reads
   * then closes the connection, behind what the peer has sent so far. What waits to be written is
   * lost.
   */
  void hangUp() {
    try {
      input.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "The connection was closed already: {0}", e.getMessage());
    }
  }
}
