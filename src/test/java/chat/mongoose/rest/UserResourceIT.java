package chat.mongoose.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.SharedMongoose;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts over HTTP. */
@Tag("server")
@ExtendWith(SharedMongoose.class)
class UserResourceIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String ADMIN = "admin:" + Mongoose.ADMIN_PASSWORD;
  private static final String JSON = "application/json";

  private final Mongoose server;

  UserResourceIT(Mongoose server) {
    this.server = server;
  }

  @Test
  void anAdministratorMakesChangesAndRemovesAnAccount() throws Exception {
    var made = send("POST", "users", ADMIN, json("Rosaline", "fair-cousin", "[\"auditor\"]"));
    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(made.headers().firstValue("Location"))
        .contains(server.http("api/users/rosaline").toString());
    assertThat(made.body())
        .isEqualTo("{\"username\":\"rosaline\",\"disabled\":false,\"roles\":[\"auditor\"]}");
    assertThat(send("GET", "users/rosaline", ADMIN, "").body()).isEqualTo(made.body());

    assertThat(send("POST", "users", ADMIN, json("rosaline", "fair-cousin", "[]")).statusCode())
        .isEqualTo(409);

    var changed =
        send("PATCH", "users/Rosaline", ADMIN, "{\"disabled\":true,\"roles\":[\"admin\"]}");
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(changed.body())
        .isEqualTo("{\"username\":\"rosaline\",\"disabled\":true,\"roles\":[\"admin\"]}");
    assertThat(send("GET", "users", "rosaline:fair-cousin", "").statusCode()).isEqualTo(401);

    send("PATCH", "users/rosaline", ADMIN, "{\"disabled\":false,\"password\":\"fairest-cousin\"}");
    assertThat(send("GET", "users", "rosaline:fair-cousin", "").statusCode()).isEqualTo(401);
    assertThat(send("GET", "users", "rosaline:fairest-cousin", "").statusCode()).isEqualTo(200);

    assertThat(send("DELETE", "users/rosaline", ADMIN, "").statusCode()).isEqualTo(204);
    assertThat(send("DELETE", "users/rosaline", ADMIN, "").statusCode()).isEqualTo(404);
    assertThat(send("GET", "users", "rosaline:fairest-cousin", "").statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void aNameInAnyLanguageIsAnAddressAndALogin(HttpClient.Version version) throws Exception {
    send("POST", "users", ADMIN, json("Mädchen", "grüße aus Verona", "[\"admin\"]"));
    var credentials =
        Base64.getEncoder().encodeToString("mädchen:grüße aus Verona".getBytes(UTF_8));

    var found =
        HTTP.send(
            HttpRequest.newBuilder(server.http("api/users/m%C3%A4dchen"))
                .version(version)
                .header("Authorization", "Basic " + credentials)
                .build(),
            BodyHandlers.ofString());

    assertThat(found.statusCode()).isEqualTo(200);
    assertThat(found.body()).startsWith("{\"username\":\"mädchen\"");
    assertThat(send("DELETE", "users/m%C3%A4dchen", ADMIN, "").statusCode()).isEqualTo(204);
  }

  @Test
  void pagesAreLinked() throws Exception {
    send("POST", "users", ADMIN, json("page-of-paris", "a-young-noble", "[]"));

    var first = send("GET", "users?max=1", ADMIN, "");
    assertThat(first.body()).startsWith("{\"users\":[{\"username\":\"");
    var next = first.headers().firstValue("Link").orElseThrow();
    assertThat(next)
        .startsWith("<" + server.http("api/users") + "?")
        .contains("max=1", "after=")
        .endsWith(">; rel=\"next\"");

    var second = send(URI.create(next.substring(1, next.indexOf('>'))), "GET", ADMIN, JSON, "");
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(second.body()).isNotEqualTo(first.body());
    assertThat(send("GET", "users?after=zzzz", ADMIN, "").headers().firstValue("Link")).isEmpty();
  }

  @Test
  void withoutCredentialsTheyAreAskedFor() throws Exception {
    var answer = send("GET", "users", null, "");

    assertProblem(answer, 401);
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .contains("Basic realm=\"Mongoose EE\", charset=\"UTF-8\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin:guess", "nobody:guess", "admin:", ":", "admin", "a b:c"})
  void whoeverIsNotLetInHearsTheSame(String credentials) throws Exception {
    var answer = send("GET", "users", credentials, "");

    assertProblem(answer, 401);
    assertThat(answer.body()).contains("The username or the password is wrong.");
    assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
  }

  @Test
  void wrongCredentialsAreRefusedEvenWhereNoneAreNeeded() throws Exception {
    assertThat(send("GET", "health/live", null, "").statusCode()).isEqualTo(200);
    assertThat(send("GET", "health/live", ADMIN, "").statusCode()).isEqualTo(200);
    assertThat(send("GET", "health/live", "admin:guess", "").statusCode()).isEqualTo(401);
  }

  @Test
  void anAuditorAdministersNobody() throws Exception {
    send("POST", "users", ADMIN, json("escalus", "prince-of-verona", "[\"auditor\"]"));

    assertProblem(send("GET", "users", "escalus:prince-of-verona", ""), 403);
    assertProblem(
        send("POST", "users", "escalus:prince-of-verona", json("x", "12345678", "[]")), 403);
    assertProblem(send("DELETE", "users/admin", "escalus:prince-of-verona", ""), 403);
  }

  /** What a form of another site can send. */
  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"})
  void onlyJsonIsTaken(String type) throws Exception {
    var body = json("tybalt", "prince-of-cats", "[\"admin\"]");

    assertProblem(send(server.http("api/users"), "POST", ADMIN, type, body), 415);
    assertThat(send("GET", "users/tybalt", ADMIN, "").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''",
        "{",
        "[]",
        "1",
        "{\"username\":\"x\"}",
        "{\"password\":\"12345678\"}",
        "{\"username\":\"x\",\"password\":\"1234567\"}",
        "{\"username\":\"x y\",\"password\":\"12345678\"}",
        "{\"username\":1,\"password\":\"12345678\"}",
        "{\"username\":\"x\",\"password\":\"12345678\",\"roles\":\"admin\"}",
        "{\"username\":\"x\",\"password\":\"12345678\",\"roles\":[1]}",
        "{\"username\":\"x\",\"password\":\"12345678\",\"roles\":[\"boss\"]}",
        "{\"username\":\"x\",\"password\":\"12345678\",\"disabled\":true}",
        "{\"username\":\"guest-aaaaaaaaaaaaaaaaaaaaaaaaaa\",\"password\":\"12345678\"}",
      })
  void whatIsNoAccountIsABadRequest(String body) throws Exception {
    assertProblem(send("POST", "users", ADMIN, body), 400);
  }

  @Test
  void aBodyHasABound() throws Exception {
    assertProblem(send("POST", "users", ADMIN, json("x", "y".repeat(20_000), "[]")), 413);
    assertProblem(send("POST", "users", ADMIN, "[".repeat(16_000)), 400);
    assertProblem(send("POST", "users", ADMIN, "{\"a\":".repeat(3_000)), 400);
    assertProblem(send("GET", "users?max=101", ADMIN, ""), 400);
    assertProblem(send("GET", "users?max=0", ADMIN, ""), 400);
  }

  private static String json(String username, String password, String roles) {
    return "{\"username\":\"%s\",\"password\":\"%s\",\"roles\":%s}"
        .formatted(username, password, roles);
  }

  private HttpResponse<String> send(String method, String path, String credentials, String body)
      throws IOException, InterruptedException {
    return send(server.http("api/" + path), method, credentials, JSON, body);
  }

  private static HttpResponse<String> send(
      URI uri, String method, String credentials, String type, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", type)
            .method(method, BodyPublishers.ofString(body));
    if (credentials != null) {
      var bytes = credentials.getBytes(UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static void assertProblem(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith(ProblemMapper.PROBLEM_JSON);
    assertThat(answer.body()).contains("\"status\":" + status);
  }
}
