package chat.mongoose.archive;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.testkit.MariaDb;
import chat.mongoose.testkit.Mongoose;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The database goes away in the middle of a conversation, and comes back. */
@Timeout(300)
class RoomOutageIT {

  private static MariaDb database;
  private static Mongoose server;

  @BeforeAll
  static void start() {
    database = MariaDb.create();
    server = Mongoose.on(database).start();
  }

  @AfterAll
  static void end() {
    server.close();
    database.close();
  }

  @ParameterizedTest
  @EnumSource(Outage.class)
  void nothingIsSaidThatIsNotKeptAndNothingIsKeptThatIsNotSaid(Outage outage) throws Exception {
    var room = "outage-by-" + outage.name().toLowerCase(Locale.ROOT) + "@conference.localhost";
    var heard = new ArrayList<String>();
    try (var romeo = new Visitor(server, room, "romeo")) {
      for (int number = 0; number < 20; number++) {
        heard.add(text(number));
        assertThat(romeo.says(text(number))).isTrue();
      }

      outage.begin(database);
      try {
        for (int number = 20; number < 23; number++) {
          assertThat(romeo.says(text(number))).isFalse();
        }
        assertThat(romeo.asksTheArchive()).isEqualTo(Visitor.WAIT);
      } finally {
        outage.end(database);
      }

      var number = 23;
      while (!romeo.says(text(number))) {
        number++;
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      }
      heard.add(text(number));
      assertThat(romeo.says(text(++number))).isTrue();
      heard.add(text(number));

      assertThat(kept(room)).isEqualTo(heard);
      assertThat(romeo.asksTheArchive().lines()).hasSameSizeAs(heard);
    }
  }

  private static List<String> kept(String room) throws SQLException {
    var bodies = new ArrayList<String>();
    try (var connection = database.connect();
        var statement =
            connection.prepareStatement(
                "SELECT body FROM archived_message WHERE room = ? AND body IS NOT NULL ORDER BY id")) {
      statement.setString(1, room);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          bodies.add(rows.getString(1));
        }
      }
    }
    return bodies;
  }

  private static String text(int number) {
    return "No-" + number;
  }
}
