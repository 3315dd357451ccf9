package chat.mongoose.db;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;

/**
 * Keeps the file of an H2 in this process small. Each commit writes a chunk of all pages that it
 * has touched; H2 frees a chunk when none of its pages is the newest any more, but there is nearly
 * always one left. What H2 has against that runs on a thread that {@code WRITE_DELAY=0} takes from
 * it, so the file would grow by 16 kB with each message, and the heap by 128 bytes with each chunk.
 *
 * <p>So some of the emptiest chunks are rewritten after a commit, a few times a second at most and
 * a few milliseconds long, where not half of what is old is in use. H2 waits for 45 s before it
 * touches a chunk ({@code RETENTION_TIME}), which a disk needs that does not keep the order.
 *
 * <p>Any thread may call it.
 */
final class H2Compaction implements CommitListener {

  private static final Logger LOG = System.getLogger(H2Compaction.class.getName());

  /** Between two looks. */
  private static final Duration PAUSE = Duration.ofMillis(250);

  /** Bytes in use that one look rewrites at most. */
  private static final int MOST = 64 * 1024;

  /** Percents of the chunks' bytes in use, beneath which there is something to gain. */
  private static final int SPARSE = 50;

  private final long pause;
  private final AtomicLong next = new AtomicLong(System.nanoTime());

  H2Compaction() {
    this(PAUSE);
  }

  /** For tests. */
  H2Compaction(Duration pause) {
    this.pause = pause.toNanos();
  }

  @Override
  public void committed(Connection connection) {
    long due = next.get();
    long now = System.nanoTime();
    if (now - due < 0 || !next.compareAndSet(due, now + pause)) {
      return;
    }
    try {
      if (connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session) {
        compact(session.getDatabase().getStore().getMvStore());
      } // else a process of its own has the file, and looks after it
    } catch (SQLException | RuntimeException e) {
      // What was committed is committed
      LOG.log(Level.WARNING, "The database file could not be compacted.", e);
    }
  }

  private static void compact(MVStore store) {
    FileStore<?> file = store.getFileStore();
    if (file != null && percentsInUse(file) < SPARSE) {
      store.compact(100, MOST);
    }
  }

  private static int percentsInUse(FileStore<?> file) {
    var percents = new AtomicInteger(100);
    file.populateInfo(
        (name, value) -> {
          if (name.equals("info.CHUNKS_FILL_RATE_RW")) {
            percents.set(Integer.parseInt(value));
          }
        });
    return percents.get();
  }
}
