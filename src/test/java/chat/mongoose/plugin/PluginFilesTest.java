package chat.mongoose.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What can be told of the plugin's files without a WordPress. */
class PluginFilesTest {

  @Test
  void its_rules_hold() throws IOException, InterruptedException {
    var outcome = Programs.run("php", "src/test/wordpress/unit.php");
    assertThat(outcome.code()).as(outcome.said()).isZero();
    assertThat(outcome.said()).containsPattern("^[1-9][0-9]+ passed, 0 failed");
  }

  @Test
  void php_reads_every_file() throws IOException, InterruptedException {
    List<Path> files = files(".php");
    assertThat(files).hasSizeGreaterThan(20);
    for (Path file : files) {
      var outcome = Programs.run("php", "-d", "error_reporting=-1", "-l", file.toString());
      assertThat(outcome.code()).as(outcome.said()).isZero();
    }
  }

  @Test
  void browsers_read_every_script() throws IOException, InterruptedException {
    for (Path file : files(".js")) {
      var outcome = Programs.run("node", "--check", file.toString());
      assertThat(outcome.code()).as(outcome.said()).isZero();
    }
  }

  /** WordPress' own standard where it is installed, else what of it PHP_CodeSniffer can check. */
  @Test
  void the_coding_standard_is_kept() throws IOException, InterruptedException {
    var installed = Programs.run("phpcs", "-i").said();
    var command = new ArrayList<>(List.of("phpcs", "-q", "--extensions=php"));
    if (Pattern.compile("\\bWordPress\\b").matcher(installed).find()) {
      command.addAll(List.of("--standard=WordPress", "--runtime-set", "text_domain"));
      command.add("mongoose-chat");
    } else {
      command.add("--standard=src/test/wordpress/phpcs.xml");
    }
    command.add(Programs.PLUGIN.toString());
    var outcome = Programs.run(command);
    assertThat(outcome.code()).as(outcome.said()).isZero();
  }

  @Test
  void translations_are_complete_and_compiled() throws IOException, InterruptedException {
    var outcome = Programs.run("src/main/wordpress/translate", "--check");
    assertThat(outcome.code()).as(outcome.said()).isZero();
  }

  /** WordPress looks at three places for it, and people at the server's. */
  @Test
  void its_version_is_the_servers() throws IOException {
    Set<String> versions = new TreeSet<>();
    versions.add(
        only("(?s)<artifactId>mongoose-ee</artifactId>\\s*<version>([^<]+)</version>", "pom.xml")
            .replace("-SNAPSHOT", ""));
    String main = "src/main/wordpress/mongoose-chat/mongoose-chat.php";
    versions.add(only("(?m)^ \\* Version:\\s+(\\S+)$", main));
    versions.add(only("(?m)^const VERSION = '([^']+)';$", main));
    versions.add(only("(?m)^Stable tag: (\\S+)$", "src/main/wordpress/mongoose-chat/readme.txt"));
    assertThat(versions).hasSize(1);
  }

  /** A policy without {@code unsafe-inline} must not break the pages of a site. */
  @Test
  void no_script_is_inline() throws IOException {
    for (Path file : files(".php")) {
      assertThat(Files.readString(file))
          .as("%s", file)
          .doesNotContainPattern("(?i)<script|\\son[a-z]+=[\"']|javascript:|wp_add_inline_script");
    }
  }

  private static String only(String pattern, String file) throws IOException {
    var found = Pattern.compile(pattern).matcher(Files.readString(Programs.PROJECT.resolve(file)));
    assertThat(found.find()).as("%s in %s", pattern, file).isTrue();
    return found.group(1);
  }

  private static List<Path> files(String ending) throws IOException {
    try (var walk = Files.walk(Programs.PLUGIN)) {
      return walk.filter(path -> path.toString().endsWith(ending)).sorted().toList();
    }
  }
}
