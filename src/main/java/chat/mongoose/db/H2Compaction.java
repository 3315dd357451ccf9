package chat.mongoose.db;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
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
 * <p>So some chunks that are emptier than most are rewritten after each {@value #CHUNKS} new ones,
 * which takes a few milliseconds, as long as not half of what is old is in use. H2 waits for 45 s
 * before it touches a chunk ({@code RETENTION_TIME}), which a disk needs that does not keep the
 * order.
 *
 * <p>Any thread may call it.
 */
final class H2Compaction implements CommitListener {

  private static final Logger LOG = System.getLogger(H2Compaction.class.getName());

  /** New ones between two looks, so that the work is in proportion to what is written. */
  private static final int CHUNKS = 4;

  /** Bytes in use that one look rewrites at most. */
  private static final int MOST = 160 * 1024;

  /** Percents of the chunks' bytes in use, beneath which there is something to gain. */
  private static final int SPARSE = 50;

  private static final long NEVER_AGAIN = Long.MAX_VALUE;

  /** The store's version, which each chunk raises, at the last look. */
  private final AtomicLong looked = new AtomicLong();

  @Override
  public void committed(Connection connection) {
    try {
      if (connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session) {
        compact(session.getDatabase().getStore().getMvStore());
      } // else a process of its own has the file, and looks after it
    } catch (SQLException | RuntimeException e) {
      // What was committed is committed
      LOG.log(Level.WARNING, "The database file could not be compacted.", e);
    } catch (LinkageError e) {
      looked.set(NEVER_AGAIN);
      LOG.log(Level.WARNING, "This H2 is not as expected; its file is not compacted.", e);
    }
  }

  private void compact(MVStore store) {
    long last = looked.get();
    long version = store.getCurrentVersion();
    if (version - last < CHUNKS || !looked.compareAndSet(last, version)) {
      return;
    }
    FileStore<?> file = store.getFileStore();
    if (file != null) {
      int inUse = H2Internals.percentsInUse(file);
      if (inUse < SPARSE) {
        H2Internals.rewriteChunks(store, file, MOST, inUse);
      }
    }
  }
}
