package chat.mongoose.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * A real WordPress with its own MariaDB and web server, on free ports of 127.0.0.1, made by {@code
 * src/test/wordpress/site}. It ends with this JVM at the latest and leaves nothing behind.
 *
 * <pre>{@code
 * try (var site = WordPressSite.with("--user", "ann:editor:secret").start()) {
 *   site.http("/wp-login.php");
 * }
 * }</pre>
 *
 * Not for several threads at once.
 */
public final class WordPressSite implements AutoCloseable {

  /** The password of the user {@code admin}. */
  public static final String ADMIN_PASSWORD = "admin-pass-1";

  private static final Path PROGRAM = Workplace.PROJECT.resolve("src/test/wordpress/site");
  private static final Set<WordPressSite> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> RUNNING.forEach(WordPressSite::close), "end-wordpress-sites"));
  }

  private final Path folder;
  private final int port = lowPort();
  private final List<String> options;

  private WordPressSite(List<String> options) {
    this.options = options;
    try {
      // Not under target: the path of a socket must be short, whatever folder the project is in
      folder = Files.createTempDirectory("wordpress-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A site that is not there yet.
   *
   * @param options of {@code src/test/wordpress/site start}, such as {@code --user}
   */
  public static WordPressSite with(String... options) {
    return new WordPressSite(List.of(options));
  }

  /**
   * Makes it and starts it.
   *
   * @throws IllegalStateException if that fails; the message has what it said
   */
  public WordPressSite start() {
    RUNNING.add(this);
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--port", String.valueOf(port)));
    arguments.addAll(List.of("--db-port", String.valueOf(lowPort())));
    arguments.addAll(options);
    call("start", arguments);
    return this;
  }

  /** An address of the site; the path begins with a slash. */
  public URI http(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** Where the site's own files lie. */
  public Path files() {
    return folder.resolve("www");
  }

  /**
   * Runs PHP inside this WordPress, without its opening tag.
   *
   * @return what it prints
   */
  public String php(String code, String... arguments) {
    try {
      Path file = Files.createTempFile(folder, "step-", ".php");
      Files.writeString(file, "<?php\n" + code);
      return call("php", Stream.concat(Stream.of(file.toString()), Stream.of(arguments)).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs SQL in its database, as the database's root. */
  public String sql(String statements) {
    return call("sql", List.of(statements));
  }

  /** What the server, WordPress and plugins have complained of. */
  public String log() {
    try {
      Path log = folder.resolve("wp-debug.log");
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it and takes its files away. */
  @Override
  public void close() {
    if (RUNNING.remove(this) && Files.exists(folder)) {
      try {
        call("stop", List.of("--purge"));
      } finally {
        Workplace.delete(folder);
      }
    }
  }

  private String call(String what, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("bash", PROGRAM.toString(), what));
    command.addAll(List.of("--dir", folder.toString()));
    command.addAll(arguments);
    try {
      Path errors = Files.createTempFile("wordpress-", ".log");
      try {
        // The site's processes live on and would hold a pipe open
        Path said = Files.createTempFile("wordpress-", ".out");
        try {
          Process process =
              new ProcessBuilder(command)
                  .redirectOutput(said.toFile())
                  .redirectError(errors.toFile())
                  .start();
          process.getOutputStream().close();
          int code = process.waitFor();
          String output = Files.readString(said, StandardCharsets.UTF_8);
          if (code != 0) {
            throw new IllegalStateException(
                "WordPress: %s failed: %s%s".formatted(what, Files.readString(errors), output));
          }
          return output;
        } finally {
          Files.deleteIfExists(said);
        }
      } finally {
        Files.deleteIfExists(errors);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw ChildProcess.interrupted(e);
    }
  }

  /** Free, and not among those that outgoing connections may take meanwhile. */
  private static int lowPort() {
    for (int tries = 0; tries < 100; tries++) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // somebody has it: another one
      }
    }
    throw new IllegalStateException("No free port from 20000 to 32000");
  }
}
