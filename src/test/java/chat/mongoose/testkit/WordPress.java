package chat.mongoose.testkit;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A real WordPress on a MariaDB of its own, on free ports of 127.0.0.1, made by {@code
 * src/test/wordpress/site}: that script says what it installs if it is absent.
 */
public final class WordPress implements AutoCloseable {

  private static final long PATIENCE_MINUTES = 5;

  private final Path folder = Workplace.newFolder("wp");
  private final JsonObject site;

  private WordPress(List<String> options) {
    var command = new ArrayList<>(List.of("--port", port(), "--db-port", port()));
    command.addAll(options);
    site = json(run("start", command));
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

  private static String port() {
    return Integer.toString(Workplace.freePort());
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

  /** Runs PHP inside of this WordPress; answers what it prints. */
  public String php(String code) {
    try {
      var file = Files.createTempFile(folder, "script", ".php");
      Files.writeString(file, "<?php\n" + code);
      return run("php", List.of(file.toString())).strip();
    } catch (IOException e) {
      throw new IllegalStateException(e);
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
    run("stop", List.of());
    Workplace.delete(folder.resolve("db"));
    Workplace.delete(folder.resolve("deb"));
  }
}
