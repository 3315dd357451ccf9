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

/** An H2 keeps what is committed, and no more than that. */
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
  void what_is_not_committed_is_not_kept() throws Exception {
    DataSource source = LocalSource.h2(url("kept"));
    try (var connection = source.getConnection();
        var other = source.getConnection()) {
      connection.setAutoCommit(false);
      connection.createStatement().executeUpdate(ROW);
      other.setAutoCommit(false);
      other.commit(); // brings all to the file, also what is not committed
      copy("kept", "killed");
      assertThat(secrets("killed")).isZero();
    }
  }

  @Test
  void the_file_is_tidied_up() throws SQLException {
    DataSource source = LocalSource.h2(url("tidy"));
    try (var connection = source.getConnection();
        var delay =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT setting_value FROM information_schema.settings"
                        + " WHERE setting_name = 'WRITE_DELAY'")) {
      assertThat(delay.next()).isTrue();
      // H2 has no thread that would do it, if this is 0
      assertThat(delay.getInt(1)).isPositive();
    }
  }

  @Test
  void a_user_who_cannot_commit_stops_the_start() throws SQLException {
    LocalSource.h2(url("mine")).getConnection().close();
    try (var connection = DriverManager.getConnection(url("mine"), "mongoose", "");
        var statement = connection.createStatement()) {
      statement.execute("CREATE USER guest PASSWORD ''");
      statement.execute("GRANT ALTER ANY SCHEMA TO guest");
      statement.execute("GRANT ALL ON SCHEMA public TO guest");
      var guest = new DatabaseSettings(Vendor.H2, url("mine"), "guest", "", Duration.ofSeconds(10));
      assertThatThrownBy(() -> new MongooseDataSource(guest).getConnection())
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("mongoose.db.user")
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
