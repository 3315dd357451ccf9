package chat.mongoose.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PasswordFileTest {

  @TempDir private Path folder;

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no mode")
  void onlyTheServerMayReadIt() throws IOException {
    new PasswordFile(folder.resolve("new")).write("open sesame");

    var file = folder.resolve("new/admin-password.txt");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(file).hasContent("open sesame\n");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no mode")
  void anOlderFileIsReplacedAndNotWrittenTo() throws IOException {
    var elsewhere = Files.writeString(folder.resolve("elsewhere"), "untouched");
    Files.createSymbolicLink(folder.resolve("admin-password.txt"), elsewhere);

    new PasswordFile(folder).write("open sesame");

    assertThat(elsewhere).hasContent("untouched");
    assertThat(folder.resolve("admin-password.txt")).hasContent("open sesame\n");
    assertThat(Files.isSymbolicLink(folder.resolve("admin-password.txt"))).isFalse();
  }

  @Test
  void itCanBeDeleted() {
    var file = new PasswordFile(folder);
    file.write("open sesame");

    file.delete();

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFolderThatCannotBeMadeIsNamedWithItsSetting() throws IOException {
    var file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> new PasswordFile(file).write("open sesame"))
        .hasMessageStartingWith("mongoose.data: " + file);
  }
}
