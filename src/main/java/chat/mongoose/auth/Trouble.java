package chat.mongoose.auth;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Logs that logins are not possible, once in a while: while a database is down, each client tries
 * again and again.
 */
final class Trouble {

  private static final long PAUSE = Duration.ofSeconds(10).toNanos();

  private final Logger log;
  private final AtomicLong last = new AtomicLong(System.nanoTime() - PAUSE);

  Trouble(Logger log) {
    this.log = log;
  }

  /** Logs the message and the innermost cause, unless something was logged just before. */
  void with(Throwable failure) {
    var before = last.get();
    var now = System.nanoTime();
    if (now - before >= PAUSE && last.compareAndSet(before, now)) {
      log.log(Level.WARNING, "Nobody can log in now: {0}", reason(failure));
    }
    log.log(Level.DEBUG, "A login is not possible", failure);
  }

  private static String reason(Throwable failure) {
    var cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause == failure
        ? failure.getMessage()
        : failure.getMessage() + ": " + cause.getMessage();
  }
}
