package chat.mongoose.auth;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.SharedMongoose;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A browser that comes back has the widget of this version, and fetches it once. */
@Tag("server")
@ExtendWith(SharedMongoose.class)
class EntityTagsIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Mongoose server;

  EntityTagsIT(Mongoose server) {
    this.server = server;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "W/", "\"another\", "})
  void whatHasNotChangedIsNotSentAgain(String before) throws Exception {
    var tag = tag("widget.js");

    var answer = get("widget.js", "If-None-Match", before + tag);

    assertThat(answer.statusCode()).isEqualTo(304);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("ETag")).contains(tag);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-cache");
  }

  @Test
  void aFileOfAnotherVersionIsSentAnew() throws Exception {
    assertThat(tag("widget.js")).isNotEqualTo(tag("widget/xml.js"));

    var answer = get("widget.js", "If-None-Match", tag("widget/xml.js"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isNotEmpty();
  }

  /** All builds of a version have files of the same time. */
  @Test
  void theTimeOfAFileSaysNothing() throws Exception {
    var answer = get("widget.js", "If-Modified-Since", "Sun, 01 Nov 2099 00:00:00 GMT");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Last-Modified")).isEmpty();
  }

  @Test
  void whatIsNotThereHasNoTag() throws Exception {
    var answer = get("widget/nothing.js", "If-None-Match", "*");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("ETag")).isEmpty();
  }

  private String tag(String path) throws Exception {
    return get(path, "Accept", "*/*").headers().firstValue("ETag").orElseThrow();
  }

  private HttpResponse<String> get(String path, String header, String value) throws Exception {
    var request = HttpRequest.newBuilder(server.http(path)).header(header, value);
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}
