package chat.mongoose.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.testkit.Mongoose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What other users of the machine find in the folder of the data, which is nothing. */
@Timeout(180)
@Tag("server")
class DataFolderIT {

  @Test
  void aFolderOfAnEarlierVersionIsClosedAndItsDatabaseGetsAPassword() throws Exception {
    var server = Mongoose.withDefaults();
    var data = Files.createDirectories(server.data());
    var url = "jdbc:h2:file:" + data.resolve("mongoose");
    try (server) {
      DriverManager.getConnection(url, "mongoose", "").close();
      Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.setPosixFilePermissions(
          data.resolve("mongoose.mv.db"), PosixFilePermissions.fromString("rw-r--r--"));

      server.start();
      server.kill();
      server.start();

      assertThat(mode(data)).isEqualTo("rwx------");
      try (var files = Files.list(data)) {
        assertThat(files)
            .allSatisfy(file -> assertThat(mode(file)).as("" + file).isEqualTo("rw-------"))
            .extracting(file -> file.getFileName().toString())
            .contains("mongoose.mv.db", "database-password.txt");
      }
      server.kill();
      assertThatThrownBy(() -> DriverManager.getConnection(url, "mongoose", ""))
          .hasMessageContaining("Wrong user name or password");
      var password = Files.readString(data.resolve("database-password.txt")).strip();
      DriverManager.getConnection(url, "mongoose", password).close();
    }
  }

  private static String mode(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
