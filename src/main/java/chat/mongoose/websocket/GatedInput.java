package chat.mongoose.websocket;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What Tyrus reads a connection from: the container's input behind a {@link FrameGate}, in small
 * portions of whole frames. By itself Tyrus holds up to four megabytes of a frame that is not
 * whole, twice, and keeps buffers as large as the largest that it has ever used.
 *
 * <p>As long as the session wants nothing more, Tyrus is told that there is nothing, and the
 * container is not asked: Grizzly reads no more of the socket then, and TCP slows the client.
 * {@link #look} makes Tyrus go on.
 *
 * <p>Who calls: Tyrus, from the one thread that reads; {@link #look} any. What guards what: {@link
 * #stopped} is handed from the thread that stops to the one that goes on, and with it all else.
 * What happens when full: it holds one portion while Tyrus handles it; more is read when the
 * container is asked for more.
 */
final class GatedInput extends ServletInputStream {

  /** Octets read at once. */
  static final int PORTION = 4096;

  /** Octets of a portion above which what Tyrus has kept of it is thrown away. */
  private static final int KEPT = 512;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final ServletInputStream in;
  private final FrameGate gate;
  private final Runnable handled;
  private final Runnable release;
  private final BooleanSupplier held;
  private final Runnable again;

  /** Tyrus has been told that there is nothing, without the container having been asked. */
  private final AtomicBoolean stopped = new AtomicBoolean();

  private ByteBuffer passed = NOTHING;
  private boolean large;
  private boolean ended;

  /** The container has been read from since it said that it is ready. */
  private boolean asked;

  /**
   * @param handled told when Tyrus has handled what was there
   * @param release lets Tyrus' buffers go
   * @param held true while nothing more should be read
   * @param again makes Tyrus read what there is, or will be
   */
  GatedInput(
      ServletInputStream in,
      FrameGate gate,
      Runnable handled,
      Runnable release,
      BooleanSupplier held,
      Runnable again) {
    this.in = in;
    this.gate = gate;
    this.handled = handled;
    this.release = release;
    this.held = held;
    this.again = again;
  }

  /** At least one, since Tyrus takes nothing for much; what is read may then be nothing. */
  @Override
  public int available() throws IOException {
    fill();
    return Math.max(1, passed.remaining());
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    fill();
    if (ended && !passed.hasRemaining()) {
      return -1;
    }
    var size = Math.min(length, passed.remaining());
    passed.get(into, offset, size);
    return size;
  }

  @Override
  public int read() throws IOException {
    fill();
    return passed.hasRemaining() ? passed.get() & 0xFF : -1;
  }

  @Override
  public boolean isReady() {
    if (passed.hasRemaining()) {
      return true;
    }
    passed = NOTHING;
    asked = false;
    if (large) {
      large = false;
      release.run();
    }
    handled.run();
    return goesOn() && in.isReady();
  }

  private boolean goesOn() {
    if (!held.getAsBoolean()) {
      return true;
    }
    stopped.set(true);
    // what changed before that has been told in vain
    return !held.getAsBoolean() && stopped.compareAndSet(true, false);
  }

  /**
   * Lets Tyrus go on if it was stopped and need not be any more.
   *
   * @param aside runs that on a thread without locks
   */
  void look(Consumer<Runnable> aside) {
    if (!held.getAsBoolean() && stopped.compareAndSet(true, false)) {
      aside.accept(again);
    }
  }

  @Override
  public boolean isFinished() {
    return !passed.hasRemaining() && in.isFinished();
  }

  @Override
  public void setReadListener(ReadListener listener) {
    in.setReadListener(listener);
  }

  /** Reads what there is, once, unless something has passed and waits. */
  private void fill() throws IOException {
    if (passed.hasRemaining() || asked) {
      return;
    }
    var raw = new byte[Math.max(1, Math.min(PORTION, in.available()))];
    var size = in.read(raw);
    ended = size < 0;
    if (size > 0) {
      large |= size > KEPT;
      passed = gate.pass(ByteBuffer.wrap(raw, 0, size));
    }
    asked = true;
  }
}
