package chat.mongoose.websocket;

import chat.mongoose.guard.Guarded;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;

/**
 * Tyrus' writer of one connection, for whoever writes: the outbox, and Tyrus itself with its
 * control frames. Nobody waits for anybody here. What the kernel takes at once goes there directly;
 * Tyrus' own writer gets what is left of it, and all that follows until that has left.
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
  private static final int PONG = 0xA;

  private final Writer writer;
  private final Optional<GrizzlySocket> socket;
  private final Consumer<Runnable> aside;

  /** What Tyrus' writer has been given and has not passed on yet. */
  private final AtomicInteger passing = new AtomicInteger();

  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>(2);
  private boolean busy;
  private boolean saidGoodbye;

  /** Something has been written behind the handshake, which thereby has left; for who is busy. */
  private boolean begun;

  /**
   * @param writer that of Tyrus
   * @param socket what is below it, if that is known
   * @param aside runs a task on a thread without locks
   */
  TyrusWriter(Writer writer, Optional<GrizzlySocket> socket, Consumer<Runnable> aside) {
    this.writer = writer;
    this.socket = socket;
    this.aside = aside;
  }

  @Override
  public void write(ByteBuffer frames, CompletionHandler<ByteBuffer> completion) {
    boolean behindGoodbye;
    boolean tooMany;
    synchronized (this) {
      tooMany = isTooMany(frames);
    }
    if (tooMany) {
      frames.position(frames.limit());
      completion.completed(frames);
      return;
    }
    synchronized (this) {
      behindGoodbye = saidGoodbye;
      saidGoodbye |= isClose(frames);
      if (busy) {
        waiting.add(() -> enter(frames, completion, behindGoodbye));
        return;
      }
      busy = true;
    }
    Guarded.run("a write", () -> enter(frames, completion, behindGoodbye));
    drain();
  }

  /** Tyrus' own. */
  Writer below() {
    return writer;
  }

  /**
   * True for an answer to a ping that need not be sent, since others wait to be (RFC 6455 §5.5.3);
   * else who pings and does not read would fill the heap.
   */
  private boolean isTooMany(ByteBuffer frames) {
    return isPong(frames) && (passing.get() > 0 || !waiting.isEmpty());
  }

  private static boolean isPong(ByteBuffer frames) {
    return frames.hasRemaining() && (frames.get(frames.position()) & OPCODE) == PONG;
  }

  /** True for the frame behind which nothing more may come (RFC 6455 §5.5.1). */
  private static boolean isClose(ByteBuffer frames) {
    return frames.hasRemaining() && (frames.get(frames.position()) & OPCODE) == CLOSE;
  }

  /** False if the socket is known to be closed. */
  boolean isOpen() {
    return socket.map(GrizzlySocket::isOpen).orElse(true);
  }

  /** Hangs up now, whatever waits to be written. */
  void abort() {
    aside.accept(this::hangUp);
  }

  /** Hangs up behind what was written. */
  @Override
  public void close() {
    synchronized (this) {
      waiting.add(() -> aside.accept(this::end));
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
      Guarded.run("a write that has waited", next);
    }
  }

  private void enter(
      ByteBuffer frames, CompletionHandler<ByteBuffer> completion, boolean behindGoodbye) {
    if (behindGoodbye) {
      completion.failed(new IOException("The connection is being closed."));
      return;
    }
    try {
      if (begun && isFree() && socket.get().isPlain() && socket.get().write(frames)) {
        completion.completed(frames);
        return;
      }
    } catch (IOException e) {
      // a part of a frame may have left, so nothing else may follow
      abort();
      completion.failed(e);
      return;
    }
    begun = true;
    pass(frames, completion);
  }

  /** True if all that was written has left, for all that is known. */
  private boolean isFree() {
    return passing.get() == 0 && socket.filter(GrizzlySocket::isFree).isPresent();
  }

  private void pass(ByteBuffer frames, CompletionHandler<ByteBuffer> completion) {
    passing.incrementAndGet();
    try {
      writer.write(frames, new Passing(completion));
    } catch (RuntimeException e) {
      passing.decrementAndGet();
      completion.failed(e);
    }
  }

  /** Tyrus' own way waits for what has not left yet. */
  private void end() {
    if (isFree()) {
      hangUp();
    } else {
      close(writer);
    }
  }

  private void hangUp() {
    socket.ifPresentOrElse(GrizzlySocket::hangUp, () -> close(writer));
  }

  private static void close(Writer writer) {
    try {
      writer.close();
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.DEBUG, "The connection was closed already: {0}", e.getMessage());
    }
  }

  /** Counts what Tyrus' writer has passed on, and tells who waits for it. */
  private final class Passing extends CompletionHandler<ByteBuffer> {

    private final CompletionHandler<ByteBuffer> completion;

    Passing(CompletionHandler<ByteBuffer> completion) {
      this.completion = completion;
    }

    @Override
    public void completed(ByteBuffer written) {
      passing.decrementAndGet();
      completion.completed(written);
    }

    @Override
    public void failed(Throwable cause) {
      passing.decrementAndGet();
      completion.failed(cause);
    }

    @Override
    public void cancelled() {
      passing.decrementAndGet();
      completion.cancelled();
    }
  }
}
