package chat.mongoose.auth;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.testkit.Mongoose;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A server that has just been installed, with nothing said about its first account. */
class FirstStartIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static Mongoose server;

  /** One failure is free; then one try waits two seconds, and no other may wait behind it. */
  @BeforeAll
  static void start() {
    server =
        Mongoose.with("mongoose.admin.password", "")
            .and("mongoose.auth.brake.free-tries", "1")
            .and("mongoose.auth.brake.first-delay", "PT2S")
            .and("mongoose.auth.brake.address-delay", "PT2S")
            .start();
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no mode")
  void thePasswordLiesWhereOnlyTheServersUserReadsIt() throws Exception {
    var file = server.data().resolve("admin-password.txt");
    var password = Files.readString(file).strip();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(password).matches("[0-9a-v]{26}");
    assertThat(server.log()).contains(file.toString()).doesNotContain(password);
    assertThat(users("admin", password).join().statusCode()).isEqualTo(200);
    assertThat(send("DELETE", "users/admin", "admin", password).join().statusCode())
        .as("the last administrator stays")
        .isEqualTo(409);

    Files.delete(file);
    server.stop();
    server.start();
    assertThat(file).doesNotExist();
    assertThat(users("admin", password).join().statusCode()).isEqualTo(200);
  }

  @Test
  void whoGuessesIsSlowedAndThenSentAway() {
    assertThat(users("nobody", "guess").join().statusCode()).isEqualTo(401);

    var answers =
        Stream.of(users("nobody", "guess1"), users("nobody", "guess2"))
            .map(CompletableFuture::join)
            .toList();

    assertThat(answers).extracting(HttpResponse::statusCode).containsExactlyInAnyOrder(401, 429);
    var sentAway = answers.stream().filter(answer -> answer.statusCode() == 429).findFirst();
    assertThat(sentAway.orElseThrow().headers().firstValue("Retry-After").orElse(""))
        .matches("[1-5]");
    assertThat(sentAway.get().headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
  }

  private static CompletableFuture<HttpResponse<String>> users(String username, String password) {
    return send("GET", "users", username, password);
  }

  private static CompletableFuture<HttpResponse<String>> send(
      String method, String path, String username, String password) {
    var credentials = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
    return HTTP.sendAsync(
        HttpRequest.newBuilder(server.http("api/" + path))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials))
            .method(method, BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }
}
