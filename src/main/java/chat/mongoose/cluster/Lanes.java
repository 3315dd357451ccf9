package chat.mongoose.cluster;

import chat.mongoose.guard.Guarded;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs what belongs to one key (a room, a user) one after the other, and different keys side by
 * side, on few threads that come from the container.
 *
 * <p>Who calls: any thread. What guards what: a {@link Lane} guards its queue; it lies in {@link
 * #lanes} while it has work and is dropped when it has none, both under the map's lock for its key,
 * so that no task is put into a lane that is no longer drained. What happens when full: {@link
 * #offer} says no and the caller answers its client; {@link #put} is for what must not be lost and
 * is bounded by its cause, such as one departure for each occupant.
 *
 * <p>Nothing in a lane waits: what blocks (a database, a password hash) goes through {@link
 * #offload} to threads of their own and comes back to its lane with the result. The pools are plain
 * ones over the container's thread factory, since a {@code ManagedExecutorService} captures the
 * context anew for each task, which costs more than the task does.
 */
@ApplicationScoped
public class Lanes {

  /** Tasks that one lane may have waiting. */
  static final int CAPACITY = 4096;

  /** Octets of heap, as their givers estimate them, that they may hold; two kilobytes each. */
  static final long MOST_OCTETS = 8L * 1024 * 1024;

  /** Blocking tasks of one kind that may wait for a thread. */
  private static final int MAX_OFFLOADED = 10_000;

  /** What blocks, by what it is for: who asks too much of one kind does not keep others waiting. */
  public enum Work {
    LOGIN(8),
    /** What clients ask of the archive, or of the list of rooms. */
    QUESTION(4),
    /** Rooms are loaded. */
    ROOM(3),
    /** Something is stored. */
    STORE(2);

    private final int threads;

    Work(int threads) {
      this.threads = threads;
    }

    /** How many of them run at once. */
    public int threads() {
      return threads;
    }
  }

  private final ConcurrentHashMap<String, Lane> lanes = new ConcurrentHashMap<>();

  @Resource private ManagedThreadFactory managed;

  private ExecutorService running;
  private final Map<Work, ThreadPoolExecutor> blocking = new EnumMap<>(Work.class);
  private ScheduledExecutorService clock;

  @PostConstruct
  void start() {
    start(managed);
  }

  /** Starts on threads of this factory, as a test without a container does. */
  public void start(ThreadFactory threads) {
    var processors = Math.max(2, Runtime.getRuntime().availableProcessors());
    running = Executors.newFixedThreadPool(processors, threads);
    for (Work kind : Work.values()) {
      blocking.put(kind, pool(kind.threads, threads));
    }
    clock = Executors.newSingleThreadScheduledExecutor(threads);
  }

  /** Drops what waits; nothing is run after this. */
  @PreDestroy
  public void stop() {
    clock.shutdownNow();
    running.shutdownNow();
    blocking.values().forEach(ThreadPoolExecutor::shutdownNow);
  }

  /**
   * Runs the task behind all that was given for this key before; never blocks.
   *
   * @return false if the key has {@link #CAPACITY} tasks waiting; the task is not run then
   */
  public boolean offer(String key, Runnable task) {
    return offer(key, task, 0);
  }

  /**
   * The same for a task that holds much while it waits.
   *
   * @param octets of heap that it holds
   * @return false if the key has {@link #CAPACITY} tasks waiting, or they hold {@link #MOST_OCTETS}
   */
  public boolean offer(String key, Runnable task, int octets) {
    return enter(key, octets == 0 ? task : new Lane.Heavy(task, octets), CAPACITY, MOST_OCTETS);
  }

  /** Runs the task behind all that was given for this key before, even if the lane is full. */
  public void put(String key, Runnable task) {
    enter(key, task, Integer.MAX_VALUE, Long.MAX_VALUE);
  }

  /**
   * Runs a task that may block, on a thread where it harms nobody but others of its kind.
   *
   * @return completes with the result or the exception, on the thread that ran it; with a {@link
   *     RejectedExecutionException} if too much is waiting
   */
  public <T> CompletableFuture<T> offload(Work kind, Callable<T> task) {
    var result = new CompletableFuture<T>();
    try {
      blocking.get(kind).execute(() -> complete(result, task));
    } catch (RejectedExecutionException e) {
      result.completeExceptionally(e);
    }
    return result;
  }

  /** Runs a short task once, after the delay, on the clock's thread; it must not block. */
  public void later(Duration delay, Runnable task) {
    clock.schedule(new Guarded("a task for later", task), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Runs a short task again and again, on the clock's thread; it must not block. */
  public void every(Duration period, Runnable task) {
    var millis = period.toMillis();
    clock.scheduleWithFixedDelay(
        new Guarded("a task of the clock", task), millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Its threads are there only while they have something to do. */
  private static ThreadPoolExecutor pool(int size, ThreadFactory threads) {
    var pool =
        new ThreadPoolExecutor(
            size, size, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(MAX_OFFLOADED), threads);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private boolean enter(String key, Runnable task, int capacity, long most) {
    var accepted = new boolean[1];
    lanes.compute(
        key,
        (k, existing) -> {
          var lane = existing == null ? new Lane() : existing;
          accepted[0] = lane.add(task, capacity, most);
          if (existing == null) {
            running.execute(() -> drain(key, lane));
          }
          return lane;
        });
    return accepted[0];
  }

  /** Runs a lane's batch, and comes back later for the rest so that no key starves another. */
  private void drain(String key, Lane lane) {
    try {
      lane.giveBack(new Batch(lane.take()).run());
    } finally {
      goOn(key, lane);
    }
  }

  private void goOn(String key, Lane lane) {
    lanes.computeIfPresent(
        key,
        (k, same) -> {
          if (lane.isEmpty()) {
            return null;
          }
          running.execute(() -> drain(key, lane));
          return lane;
        });
  }

  private static <T> void complete(CompletableFuture<T> result, Callable<T> task) {
    try {
      result.complete(task.call());
    } catch (Exception | Error e) {
      // whatever it is, somebody waits for it
      result.completeExceptionally(e instanceof CompletionException ? e.getCause() : e);
    }
  }
}
