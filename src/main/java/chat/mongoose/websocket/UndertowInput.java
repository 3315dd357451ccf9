package chat.mongoose.websocket;

import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Stops reading one connection of Undertow's while its session wants nothing more, or much of what
 * has been read waits for a thread, so that TCP slows the client. Found by name, so that an
 * Undertow that has changed costs no more than that.
 *
 * <p>Who calls: Undertow hands over what it has read, on its thread for the socket; its other
 * threads handle it; anyone calls {@link #look}. What guards what: this object's monitor guards
 * {@link #stopped} and the order of stopping and going on, and whoever changes what they depend on
 * looks again. What happens when full: {@link #MOST} pieces wait, and the rest of the frame that is
 * being read, in the kilobytes of Undertow's buffers each.
 */
final class UndertowInput implements Executor {

  private static final Logger LOG = System.getLogger(UndertowInput.class.getName());

  /**
   * Pieces that may wait for a thread before nothing more is read; it goes on with half of them.
   */
  static final int MOST = 32;

  private final Executor threads;
  private final BooleanSupplier held;
  private final Runnable suspend;
  private final Runnable resume;
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile boolean stopped;

  /**
   * @param threads run what has been read, in order
   * @param held true while nothing more should be read
   */
  UndertowInput(Executor threads, BooleanSupplier held, Runnable suspend, Runnable resume) {
    this.threads = threads;
    this.held = held;
    this.suspend = suspend;
    this.resume = resume;
  }

  /** Puts one between Undertow and its threads; empty if Undertow has changed. */
  static Optional<UndertowInput> of(Session socket, BooleanSupplier held) {
    try {
      var channel = call(socket, "getWebSocketChannel");
      channel.getClass().getMethod("suspendReceives");
      channel.getClass().getMethod("resumeReceives");
      var handler = field(socket, "frameHandler").get(socket);
      var executor = field(handler, "executor");
      var input =
          new UndertowInput(
              (Executor) executor.get(handler),
              held,
              () -> tryCall(channel, "suspendReceives"),
              () -> tryCall(channel, "resumeReceives"));
      executor.set(handler, input);
      return Optional.of(input);
    } catch (ReflectiveOperationException | RuntimeException e) {
      tell(e);
      return Optional.empty();
    }
  }

  @Override
  public void execute(Runnable task) {
    waiting.incrementAndGet();
    try {
      threads.execute(() -> run(task));
    } catch (RuntimeException e) {
      waiting.decrementAndGet();
      throw e;
    }
    if (waiting.get() > MOST) {
      look();
    }
  }

  private void run(Runnable task) {
    try {
      task.run();
    } finally {
      waiting.decrementAndGet();
      if (stopped) {
        look();
      }
    }
  }

  /**
   * Stops, or goes on, as it is wanted now. What changed while it was looked at was told in vain,
   * so it is looked at again.
   */
  synchronized void look() {
    while (isTooMuch() != stopped) {
      stopped = !stopped;
      (stopped ? suspend : resume).run();
    }
  }

  private boolean isTooMuch() {
    var many = waiting.get() > (stopped ? MOST / 2 : MOST);
    return held.getAsBoolean() || many;
  }

  private static Object call(Object owner, String name) throws ReflectiveOperationException {
    return owner.getClass().getMethod(name).invoke(owner);
  }

  private static void tryCall(Object owner, String name) {
    try {
      call(owner, name);
    } catch (ReflectiveOperationException e) {
      tell(e);
    }
  }

  private static Field field(Object owner, String name) throws NoSuchFieldException {
    var field = owner.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  private static void tell(Exception e) {
    LOG.log(Level.WARNING, "This Undertow is not as expected; who floods is cut, not slowed.", e);
  }
}
