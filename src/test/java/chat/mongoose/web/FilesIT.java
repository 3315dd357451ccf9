package chat.mongoose.web;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.SharedMongoose;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everybody gets the files of the pages; who comes back has them and fetches them once. */
@Tag("server")
@ExtendWith(SharedMongoose.class)
class FilesIT {

  /** Of who asks for another protocol Payara does not tell the type, which no browser does. */
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Mongoose server;

  FilesIT(Mongoose server) {
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

  @Test
  void whoCanReadItGetsItCompressed() throws Exception {
    var plain = get("widget/xmpp.js", "Accept", "*/*");
    var request =
        HttpRequest.newBuilder(server.http("widget/xmpp.js")).header("Accept-Encoding", "br, gzip");
    var zipped = HTTP.send(request.build(), BodyHandlers.ofInputStream());

    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(zipped.headers().firstValue("Vary")).contains("Accept-Encoding");
    assertThat(zipped.headers().firstValue("ETag"))
        .isPresent()
        .isNotEqualTo(plain.headers().firstValue("ETag"));
    assertThat(new GZIPInputStream(zipped.body()).readAllBytes())
        .isEqualTo(plain.body().getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "widget/xmpp.js, text/javascript;charset=utf-8",
    "'', text/html;charset=utf-8",
    "index.html, text/html;charset=utf-8",
    "demo.css, text/css;charset=utf-8",
    "icon.svg, image/svg+xml"
  })
  void eachFileHasItsType(String path, String type) throws Exception {
    var answer = get(path, "Accept", "*/*");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow().replace(" ", ""))
        .isEqualToIgnoringCase(type);
    assertThat(answer.headers().firstValueAsLong("Content-Length"))
        .hasValue(answer.body().getBytes(StandardCharsets.UTF_8).length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WEB-INF/web.xml",
        "WEB-INF/classes/META-INF/persistence.xml",
        "META-INF/MANIFEST.MF",
        "widget/",
        "widget.js/",
        "Widget.js",
        "nothing.html"
      })
  void nothingElseIsThere(String path) throws Exception {
    assertThat(get(path, "Accept", "*/*").statusCode()).isEqualTo(404);
  }

  @Test
  void theHeadTellsOfTheFileWithoutIt() throws Exception {
    var request =
        HttpRequest.newBuilder(server.http("widget.js")).method("HEAD", BodyPublishers.noBody());
    var answer = HTTP.send(request.build(), BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValueAsLong("Content-Length"))
        .hasValue(get("widget.js", "Accept", "*/*").body().length());
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void noFileCanBeChanged() throws Exception {
    var request =
        HttpRequest.newBuilder(server.http("widget.js")).method("DELETE", BodyPublishers.noBody());
    var answer = HTTP.send(request.build(), BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
  }

  private String tag(String path) throws Exception {
    return get(path, "Accept", "*/*").headers().firstValue("ETag").orElseThrow();
  }

  private HttpResponse<String> get(String path, String header, String value) throws Exception {
    var request = HttpRequest.newBuilder(server.http(path)).header(header, value);
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}
