package chat.mongoose.auth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What is remembered of an address or an account, and who waits there.
 *
 * <p>A try may begin if it would still be a free one should all that are under way fail; else only
 * if nothing is under way and the distance from the last failure is kept. So no interleaving of
 * tries fails more often than one after the other could.
 *
 * <p>Who calls: any thread. What guards what: this object's monitor; no try begins and nobody is
 * told anything under it. What happens when full: {@link #MOST_WAITING} tries wait, and none for
 * longer than the longest distance; who is chosen next is a matter of chance, so that nobody fills
 * the queue before all others.
 */
final class BrakeTrack {

  static final int MOST_WAITING = 256;

  private final BrakeSettings settings;
  private final Duration longest;
  private final Clock clock;
  private final BiConsumer<Duration, Runnable> later;
  private final Random chance = new Random();
  private final List<Try> waiting = new ArrayList<>(0);
  private int underWay;

  /** Not yet forgotten. */
  private int failures;

  /** When the last of them was forgotten, or the first one happened. */
  private Instant since = Instant.MIN;

  private Instant lastFailure = Instant.MIN;

  /**
   * @param longest distance that a try has to keep at most
   */
  BrakeTrack(
      BrakeSettings settings, Duration longest, Clock clock, BiConsumer<Duration, Runnable> later) {
    this.settings = settings;
    this.longest = longest;
    this.clock = clock;
    this.later = later;
  }

  /**
   * A try that wants to begin.
   *
   * @param due when it may begin at the earliest
   * @param begin called at most once; {@link #settled} follows
   * @param refuse called in its place, with the time after which another try is worth while
   */
  record Try(Instant due, Runnable begin, Consumer<Duration> refuse) {

    boolean isDue(Instant now) {
      return !due.isAfter(now);
    }
  }

  /** Lets it begin now, later, or not at all. */
  void enter(Try one) {
    boolean begins;
    boolean waits;
    Duration wait;
    synchronized (this) {
      var now = forget();
      begins = one.isDue(now) && mayBegin(now);
      waits = !begins && waiting.size() < MOST_WAITING;
      wait = longer(untilNext(now), Duration.between(now, one.due()));
      if (begins) {
        underWay++;
      } else if (waits) {
        waiting.add(one);
      }
    }
    if (begins) {
      one.begin().run();
    } else if (!waits) {
      one.refuse().accept(longer(longest, wait));
    } else {
      later.accept(longer(longest, wait), () -> giveUp(one));
      if (!wait.isZero()) {
        later.accept(wait, this::beginWaiting);
      }
    }
  }

  /** A try that has begun is over. */
  void settled(boolean failed) {
    Duration wait;
    synchronized (this) {
      underWay--;
      if (failed) {
        count();
      }
      wait = waiting.isEmpty() ? Duration.ZERO : untilNext(clock.instant());
    }
    if (wait.isZero()) {
      beginWaiting();
    } else {
      later.accept(wait, this::beginWaiting);
    }
  }

  /** A failure of a try that did not begin here. */
  synchronized void failed() {
    forget();
    count();
  }

  /** How long the next try has to wait, were nothing under way. */
  synchronized Duration distance() {
    return untilNext(forget());
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  private void count() {
    var now = forget();
    since = failures == 0 ? now : since;
    failures = Math.min(settings.mostFailures(), failures + 1);
    lastFailure = now;
  }

  private void beginWaiting() {
    while (true) {
      Try next;
      synchronized (this) {
        var now = forget();
        var due = waiting.stream().filter(each -> each.isDue(now)).toList();
        if (due.isEmpty() || !mayBegin(now)) {
          return;
        }
        next = due.get(chance.nextInt(due.size()));
        waiting.remove(next);
        underWay++;
      }
      next.begin().run();
    }
  }

  private void giveUp(Try one) {
    // what has become due in this moment may still begin
    beginWaiting();
    boolean waited;
    Duration wait;
    synchronized (this) {
      waited = waiting.remove(one);
      wait = untilNext(forget());
    }
    if (waited) {
      one.refuse().accept(wait);
    }
  }

  private boolean mayBegin(Instant now) {
    return failures + underWay < settings.freeTries() || underWay == 0 && untilNext(now).isZero();
  }

  private Duration untilNext(Instant now) {
    if (failures == 0) {
      return Duration.ZERO;
    }
    var next = lastFailure.plus(settings.spacing(failures, longest));
    var latest = now.plus(longest);
    var wait = Duration.between(now, next.isAfter(latest) ? latest : next);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  /** Forgets what is old; a clock that was set back delays nobody for longer than the longest. */
  private Instant forget() {
    var now = clock.instant();
    if (failures > 0) {
      var forgotten = Math.max(0, Duration.between(since, now).dividedBy(settings.recovery()));
      failures = (int) Math.max(0, failures - forgotten);
      since = since.plus(settings.recovery().multipliedBy(forgotten));
    }
    return now;
  }
}
