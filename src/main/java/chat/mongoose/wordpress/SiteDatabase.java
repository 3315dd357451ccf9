package chat.mongoose.wordpress;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * A few connections to the site's database, which is somebody else's: it has to work for the site
 * first, and may be away at any time without our harm.
 *
 * <p>Who calls: threads that may wait. What guards what: the semaphore bounds the connections, this
 * object's monitor guards those that are idle. What happens when full: who waits for longer than
 * {@link #PATIENCE} is told that the database does not answer. After a failure nobody tries again
 * for {@link #PAUSE}, so that a queue of logins does not wait one by one for a dead database.
 */
final class SiteDatabase {

  /** What is asked of it. */
  interface Question<T> {
    T ask(Connection connection) throws SQLException;
  }

  private static final int CONNECTIONS = 8;
  private static final Duration PATIENCE = Duration.ofMillis(800);
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  /** What was used a moment ago is trusted, what was not is checked first. */
  private static final long TRUSTED = Duration.ofSeconds(5).toNanos();

  private final DataSource source;
  private final Semaphore permits = new Semaphore(CONNECTIONS, true);
  private final ArrayDeque<Idle> idle = new ArrayDeque<>();
  private long failed = System.nanoTime() - PAUSE;

  SiteDatabase(DataSource source) {
    this.source = source;
  }

  private record Idle(Connection connection, long since) {}

  /**
   * Asks; waits for some seconds at most.
   *
   * @throws SiteUnavailable if there is no answer
   */
  <T> T answer(Question<T> question) {
    enter();
    try {
      var connection = open();
      try {
        var answer = question.ask(connection);
        keep(connection);
        return answer;
      } catch (SQLException | RuntimeException e) {
        close(connection);
        throw e;
      }
    } catch (SQLException e) {
      if (isOutage(e)) {
        pause();
      }
      throw new SiteUnavailable("The site's database does not answer", e);
    } finally {
      permits.release();
    }
  }

  private void enter() {
    if (isPaused()) {
      throw new SiteUnavailable("The site's database did not answer a moment ago", null);
    }
    try {
      if (!permits.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new SiteUnavailable("The site's database is too slow", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SiteUnavailable("The server stops", e);
    }
    // whoever held the permit before may have found out
    if (isPaused()) {
      permits.release();
      throw new SiteUnavailable("The site's database did not answer a moment ago", null);
    }
  }

  private Connection open() throws SQLException {
    for (var kept = take(); kept.isPresent(); kept = take()) {
      var connection = kept.get().connection();
      if (System.nanoTime() - kept.get().since() < TRUSTED || connection.isValid(1)) {
        return connection;
      }
      close(connection);
    }
    return source.getConnection();
  }

  private synchronized Optional<Idle> take() {
    return Optional.ofNullable(idle.poll());
  }

  private void keep(Connection connection) {
    synchronized (this) {
      idle.push(new Idle(connection, System.nanoTime()));
    }
  }

  private synchronized boolean isPaused() {
    return System.nanoTime() - failed < PAUSE;
  }

  /** What was opened to a database that is gone is of no use. */
  private void pause() {
    synchronized (this) {
      failed = System.nanoTime();
    }
    closeIdle();
  }

  private void closeIdle() {
    for (var kept = take(); kept.isPresent(); kept = take()) {
      close(kept.get().connection());
    }
  }

  /** Neither a wrong name of a table nor a text that a column cannot hold is one. */
  private static boolean isOutage(SQLException e) {
    var state = e.getSQLState();
    return state == null || state.startsWith("08") || state.startsWith("70");
  }

  private static void close(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      System.getLogger(SiteDatabase.class.getName())
          .log(System.Logger.Level.DEBUG, "A connection could not be closed", e);
    }
  }

  /** Gives back all that is open; it can be used again. */
  void close() {
    closeIdle();
  }
}
