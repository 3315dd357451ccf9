package chat.mongoose.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may open an H2's file, on the machine and with which password. */
class H2FileTest {

  @TempDir private Path parent;
  private Path folder;
  private String url;

  @BeforeEach
  void name() {
    folder = parent.resolve("data");
    url = "jdbc:h2:file:" + folder.resolve("mongoose");
  }

  @Test
  void aNewOneHasAPasswordThatTheNextStartKnows() throws Exception {
    var first = H2File.secured(settings(""));
    assertThat(first.password()).hasSize(48).isEqualTo(kept());
    assertOpens(first.password());
    assertRefused("");

    assertThat(H2File.secured(settings("")).password()).isEqualTo(first.password());
  }

  @Test
  void oneThatHadNoneGetsOneAndKeepsWhatItHas() throws Exception {
    withoutPassword();

    var secured = H2File.secured(settings(""));

    assertRefused("");
    try (var connection = DriverManager.getConnection(url, "mongoose", secured.password());
        var rows = connection.createStatement().executeQuery("SELECT said FROM things")) {
      assertThat(rows.next()).isTrue();
    }
  }

  /** The password is kept before the file gets it; a kill between the two locks nobody out. */
  @Test
  void aStartThatWasKilledHalfwayIsGoneOnWith() throws Exception {
    withoutPassword();
    Files.writeString(folder.resolve(H2File.KEPT), "made-before-the-kill\n");

    assertThat(H2File.secured(settings("")).password()).isEqualTo("made-before-the-kill");
    assertOpens("made-before-the-kill");
  }

  /** Killed while the password was being written: nobody has been told of it. */
  @Test
  void aPasswordThatWasHalfWrittenIsMadeAnew() throws Exception {
    withoutPassword();
    Files.writeString(folder.resolve(H2File.KEPT + ".new"), "half".repeat(20));

    assertThat(H2File.secured(settings("")).password()).hasSize(48).isEqualTo(kept());
    assertThat(folder.resolve(H2File.KEPT + ".new")).doesNotExist();
  }

  @Test
  void thePasswordOfTheAdministratorWins() throws Exception {
    withoutPassword();
    H2File.secured(settings(""));

    assertThat(H2File.secured(settings("it's mine")).password()).isEqualTo("it's mine");
    assertOpens("it's mine");

    // and if he takes it back, nobody else knows it
    assertThatThrownBy(() -> H2File.secured(settings("")))
        .hasMessageStartingWith("mongoose.db.password: ")
        .hasMessageContaining(H2File.KEPT);
  }

  @Test
  void anotherPasswordStopsTheStartAndNamesTheSetting() throws Exception {
    H2File.secured(settings("one"));

    assertThatThrownBy(() -> H2File.secured(settings("a wrong one")))
        .isInstanceOf(SQLException.class)
        .hasMessageStartingWith("mongoose.db.password: ")
        .hasMessageNotContaining("a wrong one");
    assertOpens("one");
  }

  @Test
  void allIsForTheServersUserAloneAlsoWhatWasOpen() throws Exception {
    withoutPassword();
    Files.writeString(folder.resolve("mongoose.trace.db"), "");
    Files.writeString(folder.resolve(H2File.KEPT), "open\n");
    for (String name : new String[] {"mongoose.mv.db", "mongoose.trace.db", H2File.KEPT}) {
      Files.setPosixFilePermissions(
          folder.resolve(name), PosixFilePermissions.fromString("rw-r--r--"));
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

    H2File.secured(settings(""));

    assertThat(mode(folder)).isEqualTo("rwx------");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(3).allMatch(file -> mode(file).equals("rw-------"));
    }
  }

  @Test
  void whatIsNewIsForTheServersUserAlone() throws Exception {
    H2File.secured(settings(""));
    assertThat(mode(folder)).isEqualTo("rwx------");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2).allMatch(file -> mode(file).equals("rw-------"));
    }
  }

  /** Somebody may have said that the data lies in /tmp. */
  @Test
  void aFolderForAllStaysOpen() throws Exception {
    Files.createDirectory(folder);
    Files.setAttribute(folder, "unix:mode", 01777);

    H2File.secured(settings(""));

    assertThat(mode(folder)).isEqualTo("rwxrwxrwx");
    assertThat(mode(folder.resolve("mongoose.mv.db"))).isEqualTo("rw-------");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:h2:mem:x",
        "jdbc:h2:tcp://db/x",
        "jdbc:h2:/srv/x;USER=a;PASSWORD=b",
        "jdbc:h2:file:/srv/x;CIPHER=AES",
        "jdbc:mariadb://db/x"
      })
  void othersKeepTheirAdministratorsPassword(String other) throws Exception {
    var settings = with(other, "");
    assertThat(H2File.secured(settings)).isSameAs(settings);
    assertThat(folder).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:h2:file:/srv/x, /srv/x.mv.db",
    "jdbc:h2:/srv/x;CACHE_SIZE=4096, /srv/x.mv.db",
    "jdbc:h2:./x, ./x.mv.db"
  })
  void findsTheFileOfAnAddress(String address, String file) {
    assertThat(H2File.path(address)).contains(Path.of(file));
  }

  private DatabaseSettings settings(String password) {
    return with(url, password);
  }

  private DatabaseSettings with(String address, String password) {
    return new DatabaseSettings(
        Vendor.of(address).orElseThrow(),
        address,
        "mongoose",
        password,
        Duration.ofSeconds(1),
        folder);
  }

  /** As all were once. */
  private void withoutPassword() throws SQLException {
    try (var connection = DriverManager.getConnection(url, "mongoose", "");
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE things (said VARCHAR(10))");
      statement.execute("INSERT INTO things VALUES ('hello')");
    }
  }

  private void assertOpens(String password) throws SQLException {
    DriverManager.getConnection(url, "mongoose", password).close();
  }

  private void assertRefused(String password) {
    assertThatThrownBy(() -> DriverManager.getConnection(url, "mongoose", password))
        .hasMessageContaining("Wrong user name or password");
  }

  private String kept() throws IOException {
    return Files.readString(folder.resolve(H2File.KEPT)).strip();
  }

  private static String mode(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
