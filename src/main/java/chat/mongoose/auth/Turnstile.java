package chat.mongoose.auth;

import chat.mongoose.guard.Guarded;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Lets a few through at a time; the others wait in their order, without a thread.
 *
 * <p>Who calls: any thread. What guards what: this object's monitor guards the queue and the count;
 * no task is started under it. What happens when full: the next one is told to come back later.
 */
final class Turnstile {

  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
  private final int width;
  private final int capacity;
  private int inside;
  private boolean starting;

  /**
   * @param width how many may be inside at once
   * @param capacity how many may wait
   */
  Turnstile(int width, int capacity) {
    this.width = width;
    this.capacity = capacity;
  }

  /**
   * Starts a task as soon as there is room for it.
   *
   * @return completes as the task does; with {@link LoginUnavailable} if too many wait
   */
  <T> CompletionStage<T> pass(Supplier<CompletionStage<T>> task) {
    var result = new CompletableFuture<T>();
    synchronized (this) {
      if (waiting.size() >= capacity) {
        result.completeExceptionally(
            new LoginUnavailable("Too many are logging in now, please try again later."));
        return result;
      }
      waiting.add(() -> start(task, result));
    }
    startWaiting();
    return result;
  }

  private <T> void start(Supplier<CompletionStage<T>> task, CompletableFuture<T> result) {
    try {
      task.get().whenComplete((value, failure) -> done(result, value, failure));
    } catch (RuntimeException | Error e) {
      // or nobody would ever leave its place inside
      done(result, null, e);
    }
  }

  private <T> void done(CompletableFuture<T> result, T value, Throwable failure) {
    Guarded.run("who waits at a turnstile", this::leave);
    if (failure == null) {
      result.complete(value);
    } else {
      result.completeExceptionally(failure);
    }
  }

  private void leave() {
    synchronized (this) {
      inside--;
    }
    startWaiting();
  }

  /** One thread at a time starts tasks, so that tasks that end at once do not pile up its stack. */
  private void startWaiting() {
    while (true) {
      Runnable next;
      synchronized (this) {
        if (starting || inside >= width || waiting.isEmpty()) {
          return;
        }
        starting = true;
        inside++;
        next = waiting.poll();
      }
      try {
        next.run();
      } finally {
        synchronized (this) {
          starting = false;
        }
      }
    }
  }
}
