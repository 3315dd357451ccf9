package chat.mongoose.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of an H2 does not grow with each commit, and nothing that was committed is missing. */
class H2CompactionTest {

  private static final int COMMITS = 8000;

  @TempDir private Path folder;

  @Test
  void a_file_that_is_compacted_is_well_used() throws SQLException {
    assertThat(percentsInUseAfter(LocalSource.h2(url()))).isGreaterThan(40);
  }

  /** So that the other one shows something. */
  @Test
  void a_file_that_is_not_compacted_is_nearly_empty() throws SQLException {
    var bare = new JdbcDataSource();
    bare.setURL(url() + ";WRITE_DELAY=0");
    assertThat(percentsInUseAfter(bare)).isLessThan(20);
  }

  /** What would be freed after 45 s is freed at once. */
  private String url() {
    return "jdbc:h2:file:" + folder.resolve("said") + ";RETENTION_TIME=0";
  }

  /** Rows of rooms, of which each index keeps the pages apart. */
  private static int percentsInUseAfter(DataSource source) throws SQLException {
    var random = new Random(1);
    try (Connection connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE said (id INT PRIMARY KEY, room INT, body VARCHAR(200))");
      statement.execute("CREATE INDEX said_in_room ON said (room, body)");
      connection.setAutoCommit(false);
      try (var insert = connection.prepareStatement("INSERT INTO said VALUES (?, ?, ?)")) {
        for (int id = 0; id < COMMITS; id++) {
          insert.setInt(1, id);
          insert.setInt(2, random.nextInt(50));
          insert.setString(3, "x".repeat(180) + random.nextInt());
          insert.executeUpdate();
          connection.commit();
        }
      }
      assertThat(number(connection, "SELECT count(DISTINCT id) FROM said")).isEqualTo(COMMITS);
      return number(
          connection,
          "SELECT setting_value FROM information_schema.settings"
              + " WHERE setting_name = 'info.CHUNKS_FILL_RATE'");
    }
  }

  private static int number(Connection connection, String query) throws SQLException {
    try (var rows = connection.createStatement().executeQuery(query)) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
