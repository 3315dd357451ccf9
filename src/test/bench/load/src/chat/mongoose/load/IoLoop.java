package chat.mongoose.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * One selector and the thread that serves it: all I/O, counting and paced sending of the sessions
 * it owns.
 */
final class IoLoop implements Runnable {

  private static final long IDLE_WAIT_MILLIS = 1000;

  final Tally tally = new Tally();
  final Selector selector;

  /** Input is read here; a wire keeps only the tail of an incomplete unit for itself. */
  ByteBuffer input = ByteBuffer.allocate(512 * 1024);

  /** When the input being handled was read. */
  long nowMicros;

  private final Alarms alarms = new Alarms();
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private volatile boolean running = true;
  private final Queue<Traffic> schedules = new ArrayDeque<>();
  private long nextMessage;

  IoLoop(int number) {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new IllegalStateException("no selector", e);
    }
    thread = new Thread(this, "io-" + number);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  void stop() {
    running = false;
    selector.wakeup();
  }

  /** Runs a task on this loop's thread. */
  void execute(Runnable task) {
    tasks.add(task);
    selector.wakeup();
  }

  /** Runs a task in some time; called on this loop's thread. */
  void later(double seconds, Runnable task) {
    alarms.set(System.nanoTime() + Seconds.nanos(seconds), task);
  }

  private <T> CompletableFuture<T> ask(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    execute(() -> answer.complete(question.get()));
    return answer;
  }

  /** Sum over the loops of one count. */
  static long sum(List<IoLoop> loops, ToLongFunction<Tally> count) {
    List<CompletableFuture<Long>> answers = new ArrayList<>();
    loops.forEach(loop -> answers.add(loop.ask(() -> count.applyAsLong(loop.tally))));
    return answers.stream().mapToLong(CompletableFuture::join).sum();
  }

  /** Sum over the loops of everything they have counted. */
  static Tally total(List<IoLoop> loops) {
    List<CompletableFuture<Tally>> copies = new ArrayList<>();
    loops.forEach(loop -> copies.add(loop.ask(loop.tally::copy)));
    Tally total = new Tally();
    copies.forEach(copy -> total.add(copy.join()));
    return total;
  }

  /**
   * Follows a schedule after those given before; every loop gets the same and sends its own
   * sessions' messages.
   */
  void follow(Traffic schedule) {
    execute(() -> schedules.add(schedule));
  }

  @Override
  public void run() {
    try {
      while (running) {
        long wait = alarms.millisToNext(millisToNextMessage());
        if (wait > 0 && tasks.isEmpty()) {
          selector.select(this::serve, wait);
        } else {
          selector.selectNow(this::serve);
        }
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
          task.run();
        }
        alarms.ring();
        sendDue();
      }
    } catch (IOException e) {
      throw new IllegalStateException("selector failed", e);
    }
  }

  private void serve(SelectionKey key) {
    nowMicros = Marker.micros(System.nanoTime());
    ((Wire) key.attachment()).ready();
  }

  /** The schedule that still has messages to send, or null. */
  private Traffic currentSchedule() {
    while (!schedules.isEmpty() && nextMessage >= schedules.peek().messages()) {
      schedules.remove();
      nextMessage = 0;
    }
    return schedules.peek();
  }

  private long millisToNextMessage() {
    Traffic traffic = currentSchedule();
    if (traffic == null) {
      return IDLE_WAIT_MILLIS;
    }
    long nanos = traffic.dueNanos(nextMessage) - System.nanoTime();
    return nanos <= 0 ? 0 : Math.min(IDLE_WAIT_MILLIS, 1 + nanos / 1_000_000);
  }

  private void sendDue() {
    long now = System.nanoTime();
    for (Traffic traffic = currentSchedule();
        traffic != null && traffic.dueNanos(nextMessage) <= now;
        traffic = currentSchedule()) {
      if (traffic.sender(nextMessage).loop == this) {
        send(traffic, nextMessage, now);
      }
      nextMessage++;
    }
  }

  private void send(Traffic traffic, long message, long now) {
    Session sender = traffic.sender(message);
    Tally.Phase counts = tally.phase(traffic.phase);
    if (!sender.isUp()) {
      counts.unsent++;
      return;
    }
    counts.sent++;
    counts.expected += traffic.group(message).deliveriesPerMessage();
    counts.sendLagMicros.record((now - traffic.dueNanos(message)) / 1000);
    sender.send(traffic.stanza(message));
  }
}
