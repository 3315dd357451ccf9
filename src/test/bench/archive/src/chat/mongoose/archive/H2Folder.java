package chat.mongoose.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** H2 as the server has it by default: a file that one process at a time opens. */
final class H2Folder implements BenchDatabase {

  private final Path folder;

  H2Folder(Path folder) {
    this.folder = folder;
  }

  @Override
  public String vendor() {
    return "h2";
  }

  @Override
  public void open() throws IOException {
    Files.createDirectories(folder);
  }

  /** With the option by which the server keeps its promise. */
  @Override
  public DataSource source() {
    return source(";WRITE_DELAY=0");
  }

  @Override
  public Connection connectForFilling() throws SQLException {
    return source(";WRITE_DELAY=2000;CACHE_SIZE=1000000;AUTO_COMPACT_FILL_RATE=0").getConnection();
  }

  private DataSource source(String options) {
    var source = new JdbcDataSource();
    source.setURL("jdbc:h2:file:" + folder.resolve("mongoose") + options);
    source.setUser("mongoose");
    source.setPassword(password());
    return source;
  }

  /** The one that a server has made, or none before that. */
  private String password() {
    var kept = folder.resolve("database-password.txt");
    try {
      return Files.exists(kept) ? Files.readString(kept).strip() : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void settle(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("ANALYZE SAMPLE_SIZE 10000");
      statement.execute("SHUTDOWN");
    }
  }

  @Override
  public boolean isSortedByKey() {
    return false;
  }

  @Override
  public String dropIndex(String name, String table) {
    return "DROP INDEX " + name;
  }

  @Override
  public Map<String, String> settings() {
    return Map.of();
  }

  @Override
  public long bytes() throws IOException {
    return Files.size(folder.resolve("mongoose.mv.db"));
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public void close() {}
}
