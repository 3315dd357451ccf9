package chat.mongoose.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of the security log. */
class RotatedFileTest {

  @TempDir private Path folder;

  @Test
  void nobodyElseMayReadIt() throws IOException {
    var file = new RotatedFile(log(), 100, 2);
    file.write("one");
    file.close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log())))
        .isEqualTo("rw-------");
  }

  @Test
  void goesOnWhereItWasLeft() throws IOException {
    for (String line : new String[] {"one", "two"}) {
      var file = new RotatedFile(log(), 100, 2);
      file.write(line);
      file.close();
    }
    assertThat(log()).hasContent("one\ntwo\n");
  }

  @Test
  void neverTakesMoreThanItsFiles() throws IOException {
    var file = new RotatedFile(log(), 10, 2);
    for (int i = 0; i < 1000; i++) {
      file.write("line" + i % 10);
    }
    file.close();
    try (var files = Files.list(folder)) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder("security.log", "security.log.1", "security.log.2");
    }
    assertThat(log()).hasContent("line9\n");
    assertThat(folder.resolve("security.log.2")).hasContent("line7\n");
  }

  @Test
  void beginsANewOneWhenItWasMovedAway() throws IOException {
    var file = new RotatedFile(log(), 100, 2);
    file.write("one");
    Files.move(log(), folder.resolve("elsewhere"));
    file.write("two");
    file.close();
    assertThat(log()).hasContent("two\n");
  }

  private Path log() {
    return folder.resolve("security.log");
  }
}
