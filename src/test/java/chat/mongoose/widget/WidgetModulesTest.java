package chat.mongoose.widget;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.testkit.Npm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The widget's protocol and state, tested by Node's own test runner: they know no browser. */
class WidgetModulesTest {

  private static final Path TESTS =
      Path.of(System.getProperty("basedir", ""), "src/test/npm/widget");

  @Test
  void pass_their_own_tests() throws IOException, InterruptedException {
    Npm.install();
    List<String> command = new ArrayList<>(List.of("node", "--test"));
    try (var files = Files.list(TESTS)) {
      files.map(Path::toString).filter(f -> f.endsWith(".test.mjs")).sorted().forEach(command::add);
    }
    assertThat(command).hasSizeGreaterThan(2);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    // Node must not take this for a part of another test run of its own
    builder.environment().remove("NODE_TEST_CONTEXT");
    Process node = builder.start();
    node.getOutputStream().close();
    String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(node.waitFor()).as(said).isZero();
    assertThat(said).containsPattern("pass [1-9]");
  }
}
