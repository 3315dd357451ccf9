package chat.mongoose.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The folder {@code src/test/npm}: what tests run in Node.js, and the packages that it needs. */
public final class Npm {

  private static final Path FOLDER = Workplace.PROJECT.resolve("src/test/npm");
  private static final long INSTALL_SECONDS = 300;

  private Npm() {}

  /** Installs the packages, unless {@code src/test/run}, or somebody by hand, has done so. */
  public static void install() throws IOException, InterruptedException {
    if (Files.notExists(FOLDER.resolve("node_modules/.package-lock.json"))) {
      run(INSTALL_SECONDS, List.of("npm", "ci", "--silent"));
    }
  }

  /**
   * Something in one of the packages.
   *
   * @throws IllegalStateException if it is not there
   */
  static Path inPackages(String path) {
    var found = FOLDER.resolve("node_modules").resolve(path);
    if (!Files.exists(found)) {
      throw new IllegalStateException(found + " is missing: run npm ci in src/test/npm first");
    }
    return found;
  }

  /**
   * Runs a command in the folder to its end.
   *
   * @return the lines that it printed
   * @throws AssertionError with all that it said, if it fails or does not end
   */
  public static List<String> run(long seconds, List<String> command)
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
