package chat.mongoose.db;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.testkit.MariaDb;
import chat.mongoose.testkit.Mongoose;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A database that goes away is told of, not waited for, and used again when it is back. */
class DatabaseOutageIT {

  /** An HTTP client's bound: no answer may take longer, however the database fails. */
  private static final Duration BOUND = Duration.ofSeconds(15);

  private static final HttpClient HTTP = HttpClient.newHttpClient();
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

  @Test
  void textIsComparedByteByByte() throws SQLException {
    try (var connection = database.connect();
        var row = connection.createStatement().executeQuery("SELECT @@collation_database")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).isEqualTo("utf8mb4_bin");
    }
  }

  @Test
  void aDatabaseThatStopsAndStartsIsUsedAgain() throws Exception {
    assertThat(ready().statusCode()).isEqualTo(200);
    database.stop();
    assertThat(ready().statusCode()).isEqualTo(503);
    assertThat(ready().body()).isEqualTo(DOWN);
    assertThat(get("api/health/live").statusCode()).isEqualTo(200);
    database.start();
    awaitReady();
  }

  @Test
  void aDatabaseThatCrashesAndStartsIsUsedAgain() throws Exception {
    assertThat(ready().statusCode()).isEqualTo(200);
    database.kill();
    assertThat(ready().statusCode()).isEqualTo(503);
    database.start();
    awaitReady();
  }

  @Test
  void aDatabaseThatHangsIsGivenUpAndUsedAgain() throws Exception {
    assertThat(ready().statusCode()).isEqualTo(200);
    database.freeze();
    assertThat(ready().statusCode()).isEqualTo(503);
    assertThat(ready().statusCode()).isEqualTo(503);
    database.thaw();
    awaitReady();
  }

  private static final String DOWN =
      """
      {"status":"DOWN","checks":[{"name":"database","status":"DOWN"}]}""";

  /**
   * A refusal is remembered for a moment, so that not everybody waits for the same dead database.
   */
  private static void awaitReady() throws IOException, InterruptedException {
    Instant end = Instant.now().plus(BOUND);
    while (ready().statusCode() != 200) {
      assertThat(Instant.now()).as("ready again").isBefore(end);
    }
  }

  private static HttpResponse<String> ready() throws IOException, InterruptedException {
    return get("api/health/ready");
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(server.http(path)).timeout(BOUND).build();
    return HTTP.send(request, BodyHandlers.ofString());
  }
}
