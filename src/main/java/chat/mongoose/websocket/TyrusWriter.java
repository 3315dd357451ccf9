package chat.mongoose.websocket;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;

/**
 * Tyrus' writer of one connection, for whoever writes: the outbox, and Tyrus itself with its
 * control frames. Nobody waits for anybody here.
 *
 * <p>Why: Tyrus' own writer keeps its monitor while it writes, and Grizzly closes a broken
 * connection within the write, by calls that take the monitors of the request and of its reader;
 * other threads hold those while they write a control frame or close. Left alone, such threads wait
 * for each other until the server ends, and with them whatever room or client they were serving.
 *
 * <p>Behind a close frame, which Tyrus writes as an answer too, nothing else leaves.
 *
 * <p>Who calls: any thread. What guards what: this object's monitor guards the queue and the flags;
 * nothing is written under it. One thread at a time enters Tyrus' writer, and takes along what
 * others bring meanwhile. The connection is closed behind what was to be written, on a thread that
 * holds nothing. What happens when full: it holds no more than one batch and the control frames
 * that come while another thread writes.
 */
final class TyrusWriter extends Writer {

  private static final Logger LOG = System.getLogger(TyrusWriter.class.getName());
  private static final int OPCODE = 0x0F;
  private static final int CLOSE = 0x8;

  private final Writer writer;
  private final Consumer<Runnable> aside;
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>(2);
  private boolean busy;
  private boolean saidGoodbye;

  /**
   * @param writer that of Tyrus
   * @param aside runs a task on a thread without locks
   */
  TyrusWriter(Writer writer, Consumer<Runnable> aside) {
    this.writer = writer;
    this.aside = aside;
  }

  @Override
  public void write(ByteBuffer frames, CompletionHandler<ByteBuffer> completion) {
    synchronized (this) {
      if (!saidGoodbye) {
        saidGoodbye = isClose(frames);
        waiting.add(() -> enter(frames, completion));
      } else {
        waiting.add(() -> completion.failed(new IOException("The connection is being closed.")));
      }
      if (busy) {
        return;
      }
      busy = true;
    }
    drain();
  }

  /** True for the frame behind which nothing more may come (RFC 6455 §5.5.1). */
  private static boolean isClose(ByteBuffer frames) {
    return frames.hasRemaining() && (frames.get(frames.position()) & OPCODE) == CLOSE;
  }

  @Override
  public void close() {
    synchronized (this) {
      waiting.add(() -> aside.accept(this::drop));
      if (busy) {
        return;
      }
      busy = true;
    }
    drain();
  }

  private void drain() {
    while (true) {
      Runnable next;
      synchronized (this) {
        next = waiting.poll();
        if (next == null) {
          busy = false;
          return;
        }
      }
      next.run();
    }
  }

  private void enter(ByteBuffer frames, CompletionHandler<ByteBuffer> completion) {
    try {
      writer.write(frames, completion);
    } catch (RuntimeException e) {
      completion.failed(e);
    }
  }

  private void drop() {
    try {
      writer.close();
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.DEBUG, "The connection was closed already: {0}", e.getMessage());
    }
  }
}
