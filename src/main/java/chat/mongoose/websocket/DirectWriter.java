package chat.mongoose.websocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.nio.NIOConnection;
import org.glassfish.grizzly.ssl.SSLBaseFilter;

/**
 * Writes to the socket below a Grizzly connection while nothing waits there. What lies between,
 * Tyrus, Catalina and Grizzly's filters, has nothing to do for a frame that the kernel takes at
 * once, and costs as much as the kernel.
 *
 * <p>Called by the one thread at a time that {@link TyrusWriter} lets write.
 */
final class DirectWriter {

  private final WritableByteChannel channel;
  private final BooleanSupplier free;

  /**
   * @param channel takes what it can and never blocks
   * @param free tells whether nothing waits to be written to the channel by others
   */
  DirectWriter(WritableByteChannel channel, BooleanSupplier free) {
    this.channel = channel;
    this.free = free;
  }

  /** Empty for a connection on which what is written is not what leaves, such as one by TLS. */
  static Optional<DirectWriter> of(NIOConnection connection) {
    return connection.getChannel() instanceof SocketChannel socket && isPlain(connection)
        ? Optional.of(
            new DirectWriter(socket, () -> connection.getAsyncWriteQueue().spaceInBytes() == 0))
        : Optional.empty();
  }

  private static boolean isPlain(NIOConnection connection) {
    return connection.getProcessor() instanceof FilterChain filters
        && filters.stream().noneMatch(SSLBaseFilter.class::isInstance);
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
}
