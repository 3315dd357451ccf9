package chat.mongoose.rest;

import static chat.mongoose.archive.Samples.COVEN;
import static chat.mongoose.archive.Samples.JULIET;
import static chat.mongoose.archive.Samples.LOBBY;
import static chat.mongoose.archive.Samples.ROMEO;
import static chat.mongoose.archive.Samples.id;
import static chat.mongoose.archive.Samples.said;
import static chat.mongoose.archive.Samples.whispered;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.archive.LocalArchive;
import chat.mongoose.muc.ArchivedGroupchat;
import chat.mongoose.stanza.Jid;
import chat.mongoose.testkit.MariaDb;
import chat.mongoose.testkit.Mongoose;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mariadb.jdbc.MariaDbDataSource;

/** The archive over HTTP: who may look, what is found, and that each look is recorded. */
@Tag("server")
class ArchiveResourceIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String ADMIN = "admin:" + Mongoose.ADMIN_PASSWORD;
  private static final String AUDITOR = "escalus:prince-of-verona";

  private static MariaDb database;
  private static Mongoose server;

  @BeforeAll
  static void start() throws Exception {
    database = MariaDb.create();
    server = Mongoose.on(database).and("mongoose.web.trusted-proxies", "127.0.0.1").start();
    keep(
        List.of(
            said(LOBBY, 1, ROMEO, "Ümläut \uD83C\uDF39"),
            said(COVEN, 1, JULIET, "at the same time"),
            said(LOBBY, 2, JULIET, "two"),
            said(COVEN, 3, ROMEO, "three"),
            said(LOBBY, 4, ROMEO, "four")));
    post("{\"username\":\"escalus\",\"password\":\"prince-of-verona\",\"roles\":[\"auditor\"]}");
    post("{\"username\":\"paris\",\"password\":\"a-young-noble\",\"roles\":[\"admin\"]}");
  }

  @AfterAll
  static void end() {
    server.close();
    database.close();
  }

  @BeforeEach
  void forget() throws SQLException {
    execute("DELETE FROM audit_entry");
  }

  @Test
  void aMessageIsFoundAsItWasKept() throws Exception {
    var answer = get("?room=lobby&max=1", AUDITOR);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/json");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    var message = messages(answer).get(0);
    assertThat(message.keySet())
        .containsExactly("id", "room", "at", "sender", "nick", "body", "stanza");
    assertThat(message.getString("id")).isEqualTo(id(1).toString());
    assertThat(message.getString("room")).isEqualTo("lobby@conference.localhost");
    assertThat(message.getString("at")).isEqualTo("2025-11-23T12:00:00.000001Z");
    assertThat(message.getString("sender")).isEqualTo("romeo@localhost");
    assertThat(message.getString("nick")).isEqualTo("romeo");
    assertThat(message.getString("body")).isEqualTo("Ümläut \uD83C\uDF39");
    assertThat(message.getString("stanza"))
        .startsWith("<message xmlns=\"jabber:client\" type=\"groupchat\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?room=lobby | Ümläut \uD83C\uDF39, two, four",
        "?room=lobby@conference.localhost&with=juliet | two",
        "?with=romeo@localhost | Ümläut \uD83C\uDF39, three, four",
        "?room=lobby&from=2025-11-23T12:00:00.000002Z | two, four",
        "?room=lobby&until=2025-11-23T12:00:00.000002Z | Ümläut \uD83C\uDF39, two",
        "?from=2025-11-24 | ",
        "?room=nowhere | "
      })
  void whatIsAskedForIsFound(String query, String bodies) throws Exception {
    var found = messages(get(query, AUDITOR)).stream().map(m -> m.getString("body")).toList();
    assertThat(String.join(", ", found)).isEqualTo(bodies == null ? "" : bodies);
  }

  @ParameterizedTest
  @CsvSource({
    "?max=1, 5",
    "?max=2, 3",
    "?max=5, 1",
    "?room=lobby&max=1, 3",
    "?room=lobby&max=3, 1"
  })
  void pagesAreLinkedUntilAllIsSeen(String query, int pages) throws Exception {
    var seen = new ArrayList<String>();
    var answer = get(query, AUDITOR);
    messages(answer).forEach(message -> seen.add(message.getString("body")));
    var count = 1;
    while (answer.headers().firstValue("Link").isPresent()) {
      var link = answer.headers().firstValue("Link").get();
      assertThat(link).matches("<http://[^>]+>; rel=\"next\"");
      answer = send(request(URI.create(link.substring(1, link.indexOf('>'))), AUDITOR));
      messages(answer).forEach(message -> seen.add(message.getString("body")));
      count++;
    }
    assertThat(count).isEqualTo(pages);
    assertThat(seen).hasSize(query.contains("room") ? 3 : 5).doesNotHaveDuplicates();
  }

  @Test
  void aLinkStaysInTheTlsThatEndsAtAProxy() throws Exception {
    var request = request(uri("?max=1"), AUDITOR).header("X-Forwarded-Proto", "https");
    assertThat(send(request).headers().firstValue("Link").orElseThrow()).startsWith("<https://");
  }

  @Test
  void aLookIsRecordedWithTheAddressThatTheProxyTells() throws Exception {
    send(request(uri("?room=coven"), AUDITOR).header("X-Forwarded-For", "203.0.113.7"));

    assertThat(looks()).singleElement().asString().startsWith("escalus 203.0.113.7 ");
  }

  @Test
  void whoDoesNotLogInIsAskedTo() throws Exception {
    var answer = get("?room=lobby", null);

    assertProblem(answer, 401);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
        .startsWith("Basic realm=")
        .contains("charset=\"UTF-8\"");
    assertProblem(get("?room=lobby", "escalus:guess"), 401);
    assertThat(looks()).isEmpty();
  }

  @Test
  void anAdministratorReadsNoContent() throws Exception {
    var answer = get("?room=lobby", "paris:a-young-noble");

    assertProblem(answer, 403);
    assertThat(answer.body()).doesNotContain("two");
    assertThat(looks()).isEmpty();
  }

  @Test
  void theFirstAccountMayDoBoth() throws Exception {
    assertThat(get("?room=lobby", ADMIN).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "max=0",
        "max=501",
        "max=x",
        "from=x",
        "until=x",
        "after=x",
        "room=a%20b",
        "with=%40",
        "form=x"
      })
  void aWrongParameterIsNamed(String parameter) throws Exception {
    var answer = get("?" + parameter, AUDITOR);

    assertProblem(answer, 400);
    var name = parameter.substring(0, parameter.indexOf('='));
    assertThat(json(answer).getString("detail")).startsWith(name + ": ");
    assertThat(looks()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site"})
  void aPageOfAnotherSiteIsRefused(String site) throws Exception {
    assertProblem(send(request(uri(""), AUDITOR).header("Sec-Fetch-Site", site)), 403);
    assertThat(looks()).isEmpty();
  }

  @Test
  void nobodyElsesPagesAreAllowedToRead() throws Exception {
    var request = request(uri(""), AUDITOR).header("Origin", "https://evil.example");
    assertThat(send(request).headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
  }

  @Test
  void everyLookIsRecorded() throws Exception {
    get("?room=lobby&with=juliet&from=2025-11-23&max=7", AUDITOR);
    get("?room=nowhere", ADMIN);

    assertThat(looks())
        .containsExactlyInAnyOrder(
            "escalus 127.0.0.1 1 max=7 room=lobby@conference.localhost with=juliet@localhost"
                + " from=2025-11-23T00:00:00Z",
            "admin 127.0.0.1 0 max=50 room=nowhere@conference.localhost");
  }

  @Test
  void whatCannotBeRecordedIsNotShown() throws Exception {
    execute("RENAME TABLE audit_entry TO audit_entry_elsewhere");
    try {
      var answer = get("?room=lobby", AUDITOR);
      assertProblem(answer, 503);
      assertThat(answer.body()).doesNotContain("two");
    } finally {
      execute("RENAME TABLE audit_entry_elsewhere TO audit_entry");
    }
  }

  @Test
  void aPrivateMessageIsFoundWithWhomItWasFor() throws Exception {
    var room = Jid.of("closet@conference.localhost");
    keep(List.of(whispered(room, 1, ROMEO, JULIET, "My lady sweet, arise")));

    try {
      var message = messages(get("?room=closet", AUDITOR)).get(0);

      assertThat(message.getString("recipient")).isEqualTo("juliet@localhost");
      assertThat(message.getString("body")).isEqualTo("My lady sweet, arise");
      assertThat(message.getString("stanza")).contains("to=\"closet@conference.localhost/juliet\"");
    } finally {
      execute("DELETE FROM archived_message WHERE room = '" + room + "'");
    }
  }

  @Test
  void rowsThatCannotBeReadHideNoOther() throws Exception {
    var room = Jid.of("broken@conference.localhost");
    keep(
        List.of(
            said(room, 1, ROMEO, "one"),
            said(room, 2, JULIET, "two"),
            said(room, 3, ROMEO, "three")));
    execute(
        "UPDATE archived_message SET sender = '@' WHERE body = 'one' AND room = '" + room + "'");
    execute(
        "UPDATE archived_message SET recipient = '@', xml = '' WHERE body = 'two' AND room = '"
            + room
            + "'");

    try {
      var found = messages(get("?room=broken", AUDITOR));

      assertThat(found)
          .extracting(message -> message.getString("body"))
          .containsExactly("one", "two", "three");
      assertThat(found.get(0).getString("sender")).endsWith("@unreadable.invalid");
      assertThat(found.get(1).getString("recipient")).endsWith("@unreadable.invalid");
    } finally {
      execute("DELETE FROM archived_message WHERE room = '" + room + "'");
    }
  }

  @Test
  void aLargeArchiveIsReadPageByPage() throws Exception {
    var room = Jid.of("large@conference.localhost");
    keep(LongStream.range(0, 1200).mapToObj(n -> said(room, n, ROMEO, "No. " + n)).toList());

    try {
      var answer = get("?room=large&max=500", AUDITOR);

      assertThat(messages(answer)).hasSize(500);
      assertThat(answer.headers().firstValue("Link")).isPresent();
    } finally {
      execute("DELETE FROM archived_message WHERE room = '" + room + "'");
    }
  }

  private static void keep(List<ArchivedGroupchat> said) throws SQLException {
    var settings = database.settings();
    var source = new MariaDbDataSource();
    source.setUser(settings.get("mongoose.db.user"));
    source.setPassword(settings.get("mongoose.db.password"));
    source.setUrl(settings.get("mongoose.db.url"));
    try (var archive = new LocalArchive(source, "mariadb")) {
      archive.keep(said);
    }
  }

  private static void post(String account) throws Exception {
    var request =
        request(server.http("api/users"), ADMIN)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(account));
    assertThat(send(request).statusCode()).isEqualTo(201);
  }

  private static HttpResponse<String> get(String query, String credentials) throws Exception {
    return send(request(uri(query), credentials));
  }

  private static URI uri(String query) {
    return server.http("api/archive/messages" + query);
  }

  private static HttpRequest.Builder request(URI uri, String credentials) {
    var request = HttpRequest.newBuilder(uri);
    return credentials == null
        ? request
        : request.header(
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonObject json(HttpResponse<String> answer) {
    try (var reader = Json.createReader(new StringReader(answer.body()))) {
      return reader.readObject();
    }
  }

  private static List<JsonObject> messages(HttpResponse<String> answer) {
    return json(answer).getJsonArray("messages").getValuesAs(JsonObject.class);
  }

  private static void assertProblem(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem+json");
    assertThat(json(answer).getInt("status")).isEqualTo(status);
  }

  private static List<String> looks() throws SQLException {
    var looks = new ArrayList<String>();
    try (var connection = database.connect();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT who, remote_address, records, asked FROM audit_entry"
                    + " WHERE at > UNIX_TIMESTAMP(NOW() - INTERVAL 1 HOUR) * 1000000")) {
      while (rows.next()) {
        looks.add(
            "%s %s %d %s"
                .formatted(
                    rows.getString(1), rows.getString(2), rows.getInt(3), rows.getString(4)));
      }
    }
    return looks;
  }

  private static void execute(String sql) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
