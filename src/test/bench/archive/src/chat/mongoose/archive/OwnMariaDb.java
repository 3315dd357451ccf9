package chat.mongoose.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;

/**
 * A MariaDB on a free port of 127.0.0.1: Debian's programs where they are installed, else those
 * that the tests have unpacked. It keeps its defaults but for the size of its cache.
 */
final class OwnMariaDb implements BenchDatabase {

  private static final String USER = "mongoose";
  private static final String PASSWORD = "the-password-of-the-database";

  private final Path folder;
  private final Path unpacked;
  private final String cache;
  private final int port;
  private Process process;

  /**
   * @param unpacked where the tests have unpacked theirs, if they have
   * @param cache the option {@code innodb-buffer-pool-size}
   */
  OwnMariaDb(Path folder, Path unpacked, String cache) throws IOException {
    this.folder = folder;
    this.unpacked = unpacked;
    this.cache = cache;
    this.port = RunningServer.freePort();
  }

  @Override
  public String vendor() {
    return "mariadb";
  }

  @Override
  public void open() throws IOException, InterruptedException, SQLException {
    if (!Files.exists(folder.resolve("data"))) {
      install();
    }
    process = start(List.of(program("mariadbd"), "--no-defaults"), options());
    var end = System.nanoTime() + 180_000_000_000L;
    while (true) {
      try {
        DriverManager.getConnection(url(), USER, PASSWORD).close();
        return;
      } catch (SQLException e) {
        if (!process.isAlive() || System.nanoTime() > end) {
          throw new SQLException("MariaDB does not start, see " + folder + "/mariadb.log", e);
        }
        Thread.sleep(100);
      }
    }
  }

  private void install() throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(
        folder.resolve("init.sql"),
        """
        CREATE DATABASE IF NOT EXISTS mongoose;
        CREATE USER IF NOT EXISTS '%1$s'@'127.0.0.1' IDENTIFIED BY '%2$s';
        CREATE USER IF NOT EXISTS '%1$s'@'localhost' IDENTIFIED BY '%2$s';
        GRANT ALL ON mongoose.* TO '%1$s'@'127.0.0.1';
        GRANT ALL ON mongoose.* TO '%1$s'@'localhost';
        GRANT SUPER ON *.* TO '%1$s'@'127.0.0.1';
        GRANT SUPER ON *.* TO '%1$s'@'localhost';
        """
            .formatted(USER, PASSWORD));
    var code =
        start(
                List.of(program("mariadb-install-db"), "--no-defaults"),
                List.of("--user=" + user(), "--datadir=" + folder.resolve("data")))
            .waitFor();
    if (code != 0) {
      throw new IOException("MariaDB cannot be installed, see " + folder + "/mariadb.log");
    }
  }

  private List<String> options() {
    return List.of(
        "--user=" + user(),
        "--datadir=" + folder.resolve("data"),
        "--socket=mariadb.sock",
        "--pid-file=" + folder.resolve("mariadb.pid"),
        "--init-file=" + folder.resolve("init.sql"),
        "--bind-address=127.0.0.1",
        "--port=" + port,
        "--innodb-buffer-pool-size=" + cache);
  }

  private Process start(List<String> command, List<String> options) throws IOException {
    var words = new ArrayList<>(command);
    if (words.get(0).startsWith(unpacked.toString())) {
      words.add("--basedir=" + unpacked);
    }
    words.addAll(options);
    var builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("mariadb.log").toFile()));
    builder.environment().put("LD_LIBRARY_PATH", unpacked.resolve("libs").toString());
    var started = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(started::destroy));
    return started;
  }

  private String program(String name) throws IOException {
    for (Path place :
        List.of(
            Path.of("/usr/sbin"),
            Path.of("/usr/bin"),
            unpacked.resolve("bin"),
            unpacked.resolve("scripts"))) {
      if (Files.isExecutable(place.resolve(name))) {
        return place.resolve(name).toString();
      }
    }
    throw new IOException("There is no " + name + ": install mariadb-server, or run the tests");
  }

  private static String user() {
    return System.getProperty("user.name");
  }

  private String url() {
    return "jdbc:mariadb://127.0.0.1:%d/mongoose".formatted(port);
  }

  @Override
  public DataSource source() {
    try {
      var source = new MariaDbDataSource(url());
      source.setUser(USER);
      source.setPassword(PASSWORD);
      return source;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Connection connectForFilling() throws SQLException {
    var connection = DriverManager.getConnection(url() + "?useBulkStmts=true", USER, PASSWORD);
    try (var statement = connection.createStatement()) {
      statement.execute("SET GLOBAL innodb_flush_log_at_trx_commit = 0");
    }
    return connection;
  }

  @Override
  public void settle(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("ANALYZE TABLE archived_message");
      statement.execute("SET GLOBAL innodb_flush_log_at_trx_commit = 1");
    }
  }

  @Override
  public boolean isSortedByKey() {
    return true;
  }

  @Override
  public String dropIndex(String name, String table) {
    return "DROP INDEX " + name + " ON " + table;
  }

  /** Of two that promise the same the server takes the older one. */
  @Override
  public Collection<String> inOrder(Collection<String> indexes, Connection connection)
      throws SQLException {
    var order = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT DISTINCT index_name FROM information_schema.statistics"
                    + " WHERE table_schema = DATABASE() AND table_name = 'archived_message'")) {
      while (rows.next()) {
        order.add(rows.getString(1));
      }
    }
    order.retainAll(indexes);
    return order;
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "MONGOOSE_DB_URL", url(),
        "MONGOOSE_DB_USER", USER,
        "MONGOOSE_DB_PASSWORD", PASSWORD);
  }

  @Override
  public long bytes() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("data/mongoose"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("archived_message"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroy();
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
