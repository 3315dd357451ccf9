package chat.mongoose.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A real server with the WAR of this build, on a free port of 127.0.0.1 that stays its own over
 * restarts: Payara Micro or WildFly, whichever this test run is for. What it stores lies in a
 * folder of its own and outlives {@link #kill()}.
 *
 * <pre>{@code
 * try (var server = Mongoose.with("mongoose.auth.guests", "false").start()) {
 *   server.webSocket();
 *   server.kill();
 *   server.start();
 * }
 * }</pre>
 *
 * Not for several threads at once, but for {@link #kill()}, {@link #freeze()} and {@link #thaw()}.
 */
public final class Mongoose implements AutoCloseable {

  /** The password of the account {@code admin} in a database that was empty. */
  public static final String ADMIN_PASSWORD = "the-password-of-the-tests";

  private static final Duration START = Duration.ofMinutes(3);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private final AppServer server = AppServer.ofThisRun();
  private final int port = FreePorts.next();
  private final Path folder = Workplace.newFolder("mongoose");
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final List<String> jvmOptions = new ArrayList<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private Optional<Path> war = Optional.empty();
  private volatile ChildProcess process;
  private int starts;

  private Mongoose() {
    settings.put("mongoose.data", folder.resolve("data").toString());
    settings.put("mongoose.admin.password", ADMIN_PASSWORD);
    settings.putAll(TestDatabase.settings());
  }

  /** A server with the default settings, on the database of this test run. */
  public static Mongoose withDefaults() {
    return new Mongoose();
  }

  /** A server with one setting changed. */
  public static Mongoose with(String key, String value) {
    return withDefaults().and(key, value);
  }

  /** A server on that database. */
  public static Mongoose on(MariaDb database) {
    return withDefaults().and(database.settings());
  }

  /** Changes another setting; holds from the next {@link #start()} on. */
  public Mongoose and(String key, String value) {
    settings.put(key, value);
    return this;
  }

  /** Changes more settings; they hold from the next {@link #start()} on. */
  public Mongoose and(Map<String, String> more) {
    settings.putAll(more);
    return this;
  }

  /** Takes another WAR than that of this build. */
  public Mongoose war(Path file) {
    war = Optional.of(file);
    return this;
  }

  /** Adds an option for the JVM of the server, such as {@code -Xmx2g}. */
  public Mongoose jvmOption(String option) {
    jvmOptions.add(option);
    return this;
  }

  /** Sets an environment variable of the server, which has no other of ours. */
  public Mongoose environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /**
   * Starts it, or starts it again over the same data, and waits until it is ready.
   *
   * @throws IllegalStateException if it ends or refuses to start; the message has what it said
   */
  public Mongoose start() {
    if (isRunning()) {
      throw new IllegalStateException("The server runs already");
    }
    Path run = folder.resolve("run-" + ++starts);
    process = ChildProcess.start(command(run), folder.resolve("server-" + starts + ".log"));
    awaitReady(run);
    return this;
  }

  private ProcessBuilder command(Path run) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Ready in two thirds of the time; the second compiler pays off after minutes only.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx768m"));
    command.addAll(jvmOptions);
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    try {
      Files.createDirectories(data());
      command.addAll(
          server.prepare(war.orElseGet(() -> Workplace.built("mongoose.war")), run, port));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    // What the machine is set to must not change what a test sees.
    builder.environment().keySet().removeIf(name -> name.startsWith("MONGOOSE_"));
    builder.environment().putAll(environment);
    return builder;
  }

  private void awaitReady(Path run) {
    Instant end = Instant.now().plus(START);
    while (!answersReady()) {
      if (!process.isAlive()) {
        throw new IllegalStateException("The server ended:\n" + log());
      }
      if (server.refused(run, log())) {
        kill();
        throw new IllegalStateException("The WAR did not start:\n" + log());
      }
      if (Instant.now().isAfter(end)) {
        kill();
        throw new IllegalStateException("Not ready after " + START + ":\n" + log());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  private boolean answersReady() {
    var request = HttpRequest.newBuilder(http("api/health/ready")).timeout(Duration.ofSeconds(10));
    try {
      return HTTP.send(request.build(), BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw ChildProcess.interrupted(e);
    }
  }

  /** Whether the process is there, also when it is frozen. */
  public boolean isRunning() {
    return process != null && process.isAlive();
  }

  /** The end that a crash is: SIGKILL. */
  public void kill() {
    process.kill();
  }

  /** The end that an administrator brings: SIGTERM. */
  public void stop() {
    process.stop();
  }

  /** SIGSTOP: connections stay open and nobody answers. */
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
    if (isRunning()) {
      kill();
    }
    for (int run = 1; run <= starts; run++) {
      Workplace.delete(folder.resolve("run-" + run));
    }
  }

  /** The port on 127.0.0.1, for HTTP and WebSocket alike. */
  public int port() {
    return port;
  }

  /** An address below the context root, for instance of {@code api/health/live}. */
  public URI http(String path) {
    return URI.create("http://127.0.0.1:%d/mongoose/%s".formatted(port, path));
  }

  /** The WebSocket endpoint of RFC 7395. */
  public URI webSocket() {
    return URI.create("ws://127.0.0.1:%d/mongoose/xmpp-websocket".formatted(port));
  }

  /** The folder of {@code mongoose.data}. */
  public Path data() {
    return Path.of(settings.get("mongoose.data"));
  }

  /** The process, for who measures it; changes with each start. */
  public long pid() {
    return process.pid();
  }

  /** What the server has logged since its last start. */
  public String log() {
    return process.output();
  }
}
