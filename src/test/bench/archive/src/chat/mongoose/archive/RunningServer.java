package chat.mongoose.archive;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The server as {@code payara/run} starts it, on the database of the bench. */
final class RunningServer implements AutoCloseable {

  static final String USER = "admin";
  static final String PASSWORD = "the-password-of-the-bench";

  private static final Duration START = Duration.ofMinutes(5);

  private final Process process;
  private final int port;
  private final Duration started;

  private RunningServer(Process process, int port, Duration started) {
    this.process = process;
    this.port = port;
    this.started = started;
  }

  static RunningServer start(Path root, BenchDatabase database)
      throws IOException, InterruptedException {
    var port = freePort();
    var log = database.folder().resolve("run.log");
    var builder =
        new ProcessBuilder(
                root.resolve("payara/run").toString(),
                "--port",
                Integer.toString(port),
                "--data",
                database.folder().toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("MONGOOSE_ADMIN_PASSWORD", PASSWORD);
    // one client asks what many would
    builder.environment().put("MONGOOSE_ROUTING_RATE", "100000");
    builder.environment().put("MONGOOSE_ROUTING_BURST", "100000");
    builder.environment().putAll(database.settings());
    var began = System.nanoTime();
    var process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    while (!Files.readString(log).contains("Ctrl-C stops it")) {
      if (!process.isAlive() || System.nanoTime() - began > START.toNanos()) {
        process.destroy();
        throw new IOException("The server does not start:\n" + Files.readString(log));
      }
      Thread.sleep(20);
    }
    return new RunningServer(process, port, Duration.ofNanos(System.nanoTime() - began));
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  int port() {
    return port;
  }

  /** How long it took until it answered. */
  Duration started() {
    return started;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
