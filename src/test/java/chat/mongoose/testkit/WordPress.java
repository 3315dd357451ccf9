package chat.mongoose.testkit;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real WordPress on a MariaDB of its own, on free ports of 127.0.0.1, made by {@code
 * src/test/wordpress/site}: that script says what it installs if it is absent.
 */
public final class WordPress implements AutoCloseable {

  private static final long PATIENCE_MINUTES = 5;

  private static final Set<WordPress> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> RUNNING.forEach(WordPress::close), "end-wordpress"));
  }

  private final Path folder = newFolder();
  private final JsonObject site;

  private WordPress(List<String> options) {
    var packages = Workplace.TARGET.resolve("wordpress").toString();
    var command =
        new ArrayList<>(
            List.of(
                "--port",
                "" + FreePorts.next(),
                "--db-port",
                "" + FreePorts.next(),
                "--deb",
                packages));
    command.addAll(options);
    RUNNING.add(this);
    try {
      site = json(run("start", command));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Not under target: the path of a socket is short, whatever folder the project is in. */
  private static Path newFolder() {
    try {
      return Files.createTempDirectory("wordpress-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes a site; the administrator is {@code boss} with the password {@code boss-pass-1}.
   *
   * @param options more of the script's, such as {@code --user}, {@code ann:editor:secret}
   */
  public static WordPress create(String... options) {
    var all = new ArrayList<>(List.of("--admin", "boss:boss-pass-1"));
    all.addAll(List.of(options));
    return new WordPress(all);
  }

  /** What a server needs to let the site's users in: the account that reads, and the keys. */
  public Map<String, String> settings() {
    var database = site.getJsonObject("database");
    return Map.of(
        "mongoose.wordpress.db-url", database.getString("jdbc_url"),
        "mongoose.wordpress.db-user", database.getString("readonly_user"),
        "mongoose.wordpress.db-password", database.getString("readonly_password"),
        "mongoose.wordpress.logged-in-key", site.getString("logged_in_key"),
        "mongoose.wordpress.logged-in-salt", site.getString("logged_in_salt"));
  }

  /** Where its pages are. */
  public String url() {
    return site.getString("url");
  }

  /**
   * Logs in at {@code wp-login.php}.
   *
   * @return the "logged in" cookie: {@code name}, {@code raw} as it travels, and {@code value}
   */
  public JsonObject login(String username, String password) {
    return json(run("login", List.of(username, password)));
  }

  /**
   * Runs PHP inside of this WordPress; answers what it prints.
   *
   * @param arguments what the code finds in {@code $args}
   */
  public String php(String code, String... arguments) {
    try {
      var file = Files.createTempFile(folder, "script", ".php");
      Files.writeString(file, "<?php\n" + code);
      return run("php", Stream.concat(Stream.of(file.toString()), Stream.of(arguments)).toList())
          .strip();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs SQL in its database, as the database's root. */
  public String sql(String statements) {
    return run("sql", List.of(statements));
  }

  /** What PHP and WordPress have complained of. */
  public String log() {
    try {
      var log = folder.resolve("wp-debug.log");
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonObject json(String text) {
    try (var reader = Json.createReader(new StringReader(text.substring(text.indexOf('{'))))) {
      return reader.readObject();
    }
  }

  private String run(String what, List<String> arguments) {
    var script = Workplace.PROJECT.resolve("src/test/wordpress/site").toString();
    var command = new ArrayList<>(List.of(script, what, "--dir", folder.toString()));
    command.addAll(arguments);
    var output = folder.resolve("output");
    var errors = folder.resolve("errors");
    try {
      var process =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
      if (process.exitValue() != 0) {
        throw new IllegalStateException(
            what + " failed:\n" + Files.readString(errors, StandardCharsets.UTF_8));
      }
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      throw ChildProcess.interrupted(e);
    }
  }

  /** Ends its processes and gives back the space it took. */
  @Override
  public void close() {
    if (RUNNING.remove(this)) {
      try {
        run("stop", List.of());
      } finally {
        Workplace.delete(folder);
      }
    }
  }
}
