package chat.mongoose.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * A non-blocking client socket. It keeps what could not be written yet and the tail of an
 * incomplete input unit.
 */
abstract class Wire {

  private static final byte[] NOTHING = new byte[0];

  final IoLoop loop;
  private SocketChannel channel;
  private SelectionKey key;
  private byte[] tail = NOTHING;
  private ByteBuffer unwritten;
  private boolean stalled;

  Wire(IoLoop loop) {
    this.loop = loop;
  }

  /** The connection is up. */
  abstract void connected();

  /** Consumes whole units from [from, to) and returns the position of the first byte left over. */
  abstract int consume(byte[] bytes, int from, int to);

  /** The peer closed the connection, or it failed. Not called after {@link #disconnect}. */
  abstract void lost(String reason);

  final boolean isOpen() {
    return channel != null && channel.isOpen();
  }

  /** Starts connecting, from {@code source} if it is not null. */
  final void open(InetSocketAddress source, InetSocketAddress target) {
    tail = NOTHING;
    unwritten = null;
    stalled = false;
    try {
      channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.socket().setTcpNoDelay(true);
      if (source != null) {
        channel.bind(source);
      }
      boolean done = channel.connect(target);
      key =
          channel.register(
              loop.selector, done ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
      if (done) {
        connected();
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  /** The selector found the socket ready. */
  final void ready() {
    try {
      if (!key.isValid()) {
        return; // closed by another wire of its session since it was selected
      }
      if (key.isConnectable()) {
        channel.finishConnect();
        key.interestOps(SelectionKey.OP_READ);
        connected();
      }
      if (key.isValid() && key.isWritable()) {
        flush();
      }
      if (key.isValid() && key.isReadable()) {
        read();
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  final void write(byte[] bytes) {
    if (!isOpen()) {
      return;
    }
    try {
      if (unwritten == null) {
        unwritten = ByteBuffer.wrap(bytes);
      } else {
        ByteBuffer joined = ByteBuffer.allocate(unwritten.remaining() + bytes.length);
        unwritten = joined.put(unwritten).put(bytes).flip();
      }
      flush();
    } catch (IOException e) {
      fail(e);
    }
  }

  private void flush() throws IOException {
    if (unwritten != null) {
      channel.write(unwritten);
      if (!unwritten.hasRemaining()) {
        unwritten = null;
      }
    }
    int wanted =
        (stalled ? 0 : SelectionKey.OP_READ) | (unwritten == null ? 0 : SelectionKey.OP_WRITE);
    if (key.interestOps() != wanted) {
      key.interestOps(wanted);
    }
  }

  /** Reads nothing from now on, and keeps the connection. */
  final void stopReading() {
    stalled = true;
    if (isOpen()) {
      key.interestOps(key.interestOps() & ~SelectionKey.OP_READ);
    }
  }

  /** Reads on after {@link #stopReading}. */
  final void startReading() {
    stalled = false;
    if (isOpen()) {
      key.interestOps(key.interestOps() | SelectionKey.OP_READ);
    }
  }

  private void read() throws IOException {
    ByteBuffer input = roomFor(tail.length);
    input.clear();
    input.put(tail);
    int count = channel.read(input);
    if (count < 0) {
      disconnect();
      lost("connection closed by the server");
      return;
    }
    loop.tally.reads++;
    loop.tally.bytesRead += count;
    int end = input.position();
    int used = consume(input.array(), 0, end);
    if (used == end) {
      tail = NOTHING;
    } else {
      tail = new byte[end - used];
      System.arraycopy(input.array(), used, tail, 0, tail.length);
    }
  }

  /** The shared input buffer, grown so that a unit longer than the buffer still makes progress. */
  private ByteBuffer roomFor(int tailLength) {
    if (tailLength > loop.input.capacity() / 2) {
      loop.input = ByteBuffer.allocate(loop.input.capacity() * 2);
    }
    return loop.input;
  }

  final void disconnect() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException ignored) {
      // the socket is gone either way
    }
  }

  /** Disconnects by a reset, as when the process has died with something unread. */
  final void reset() {
    try {
      if (isOpen()) {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
    } catch (IOException ignored) {
      // it ends in the other way
    }
    disconnect();
  }

  private void fail(IOException e) {
    disconnect();
    lost(String.valueOf(e.getMessage()));
  }
}
