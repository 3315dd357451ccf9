package chat.mongoose.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an H2 promises. */
class MongooseDataSourceTest {

  private static final String ROW =
      "INSERT INTO secrets (name, secret) VALUES ('%s', X'%s')".formatted("color", "00".repeat(32));

  @TempDir private Path folder;

  @Test
  void a_commit_is_in_the_file_when_it_returns() throws Exception {
    DataSource source = LocalSource.h2(url("kept"));
    try (var connection = source.getConnection()) {
      connection.setAutoCommit(false);
      connection.createStatement().executeUpdate(ROW);
      connection.commit();
      // As kill -9 would leave it now
      copy("kept", "killed");
      assertThat(secrets("killed")).isOne();
    }
  }

  @Test
  void a_user_who_cannot_have_commits_written_at_once_stops_the_start() throws SQLException {
    LocalSource.h2(url("mine")).getConnection().close();
    try (var connection = DriverManager.getConnection(url("mine"), "mongoose", "");
        var statement = connection.createStatement()) {
      statement.execute("CREATE USER guest PASSWORD ''");
      statement.execute("GRANT ALTER ANY SCHEMA TO guest");
      statement.execute("GRANT ALL ON SCHEMA public TO guest");
      var guest =
          new DatabaseSettings(
              Vendor.H2, url("mine"), "guest", "", Duration.ofSeconds(10), Path.of("target"));
      assertThatThrownBy(() -> new MongooseDataSource(guest).getConnection())
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("mongoose.db.url")
          .hasMessageContaining("Admin rights are required");
    }
  }

  private String url(String name) {
    return "jdbc:h2:file:" + folder.resolve(name);
  }

  private void copy(String from, String to) throws IOException {
    Files.copy(folder.resolve(from + ".mv.db"), folder.resolve(to + ".mv.db"));
  }

  private int secrets(String name) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url(name), "mongoose", "");
        var rows = connection.createStatement().executeQuery("SELECT count(*) FROM secrets")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
