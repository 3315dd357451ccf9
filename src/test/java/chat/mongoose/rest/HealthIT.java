package chat.mongoose.rest;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.SharedMongoose;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a supervisor sees, and what a caller sees who is wrong. */
@Tag("server")
@ExtendWith(SharedMongoose.class)
class HealthIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private final Mongoose server;

  HealthIT(Mongoose server) {
    this.server = server;
  }

  @Test
  void theServerIsLive() throws Exception {
    HttpResponse<String> answer = send("GET", "api/health/live");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            """
            {"status":"UP","checks":[{"name":"server","status":"UP"}]}""");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json;charset=utf-16",
        "application/json; charset=iso-8859-1",
        "application/*;charset=utf-16",
        "*/*"
      })
  void jsonIsUtf8WhateverIsAskedFor(String accepted) throws Exception {
    // RFC 8259 §8.1
    for (String path : List.of("api/health/live", "api/nothing/here")) {
      var request = HttpRequest.newBuilder(server.http(path)).header("Accept", accepted).build();
      var answer = HTTP.send(request, BodyHandlers.ofByteArray());

      assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
          .matches("application/(problem\\+)?json");
      assertThat(answer.body()[0]).isEqualTo((byte) '{');
    }
  }

  @Test
  void theServerIsReadyAndNobodyKeepsThatAnswer() throws Exception {
    HttpResponse<String> answer = send("GET", "api/health/ready");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            """
            {"status":"UP","checks":[{"name":"database","status":"UP"}]}""");
    assertThat(answer.headers().firstValue("Cache-Control"))
        .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
  }

  @Test
  void anUnknownAddressIsAProblem() throws Exception {
    assertProblem(send("GET", "api/nothing/here"), 404, "There is nothing at this address");
  }

  @Test
  void anUnknownMethodIsAProblemThatNamesTheKnownOnes() throws Exception {
    HttpResponse<String> answer = send("DELETE", "api/health/live");
    assertProblem(answer, 405, "the Allow header lists");
    assertThat(answer.headers().firstValue("Allow"))
        .hasValueSatisfying(value -> assertThat(value).contains("GET"));
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String words) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body()).contains("\"status\":" + status, words);
  }

  private HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(server.http(path)).method(method, BodyPublishers.noBody()).build();
    return HTTP.send(request, BodyHandlers.ofString());
  }
}
