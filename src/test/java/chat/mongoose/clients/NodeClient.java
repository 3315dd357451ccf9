package chat.mongoose.clients;

import chat.mongoose.conversation.Account;
import chat.mongoose.conversation.MongooseServer;
import chat.mongoose.testkit.Mongoose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs the scripts of {@code src/test/npm} in Node.js, with the packages that they need. */
final class NodeClient {

  private static final Path FOLDER = Path.of("src", "test", "npm");
  private static final long INSTALL_SECONDS = 300;
  private static final long RUN_SECONDS = 60;

  private NodeClient() {}

  /** Installs the packages, unless src/test/run, or somebody by hand, has done so. */
  static void install() throws IOException, InterruptedException {
    if (Files.notExists(FOLDER.resolve("node_modules/.package-lock.json"))) {
      run(INSTALL_SECONDS, List.of("npm", "ci", "--silent"));
    }
  }

  /**
   * Runs a script to its end.
   *
   * @param account empty for a guest
   * @return the lines that it printed
   * @throws AssertionError with all that it said, if it fails or does not end
   */
  static List<String> run(
      String script, Mongoose server, Optional<Account> account, String room, String nick)
      throws IOException, InterruptedException {
    return run(
        RUN_SECONDS,
        List.of(
            "node",
            script,
            server.webSocket().toString(),
            MongooseServer.DOMAIN,
            room,
            nick,
            account.map(Account::username).orElse(""),
            account.map(Account::password).orElse("")));
  }

  private static List<String> run(long seconds, List<String> command)
      throws IOException, InterruptedException {
    var output = Files.createTempFile("node", ".txt");
    var process =
        new ProcessBuilder(command)
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      var ended = process.waitFor(seconds, TimeUnit.SECONDS);
      var said = Files.readString(output);
      if (!ended || process.exitValue() != 0) {
        throw new AssertionError(
            command.get(0)
                + " "
                + command.get(1)
                + (ended ? " failed" : " did not end")
                + ":\n"
                + said);
      }
      return said.lines().toList();
    } finally {
      process.destroyForcibly();
      Files.delete(output);
    }
  }
}
