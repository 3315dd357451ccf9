package chat.mongoose.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import javax.sql.DataSource;

/** A database of the bench's own, in a folder that outlives it. */
interface BenchDatabase extends AutoCloseable {

  /** The name of its folder of migrations. */
  String vendor();

  /** Makes it ready for connections; it is empty if its folder was. */
  void open() throws IOException, InterruptedException, SQLException;

  DataSource source();

  /** A connection that keeps no promise, so that it is fast. */
  Connection connectForFilling() throws SQLException;

  /** After the last row of a filling. */
  void settle(Connection connection) throws SQLException;

  /** Rows lie in the order of the primary key, so they should come in it. */
  boolean isSortedByKey();

  String dropIndex(String name, String table);

  /** The indexes in the order in which they were made, where that makes a difference. */
  default Collection<String> inOrder(Collection<String> indexes, Connection connection)
      throws SQLException {
    return indexes;
  }

  /** What the server needs to use it. */
  Map<String, String> settings();

  /** What the archive takes on disk. */
  long bytes() throws IOException;

  Path folder();

  @Override
  void close();
}
