package chat.mongoose.plugin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Programs of the machine, run from the project's folder. */
final class Programs {

  static final Path PROJECT = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  static final Path PLUGIN = PROJECT.resolve("src/main/wordpress/mongoose-chat");

  private Programs() {}

  /** How a program ended and what it said, on both ways. */
  record Outcome(int code, String said) {}

  static Outcome run(List<String> command) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).directory(PROJECT.toFile()).redirectErrorStream(true);
    Process process = builder.start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), said);
  }

  static Outcome run(String... command) throws IOException, InterruptedException {
    return run(List.of(command));
  }
}
