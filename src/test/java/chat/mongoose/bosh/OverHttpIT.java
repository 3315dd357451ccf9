package chat.mongoose.bosh;

import static chat.mongoose.bosh.HttpBosh.body;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.SharedMongoose;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** XEP-0124 §5: what is HTTP about it, who may come, and how much he may bring. */
@Tag("server")
@ExtendWith(SharedMongoose.class)
class OverHttpIT {

  private static final String CREATION = "rid='1000' to='localhost' ver='1.11'";
  private static final int LIMIT = 262_144;

  private final HttpBosh bosh;

  OverHttpIT(Mongoose server) {
    bosh = new HttpBosh(server);
  }

  @Test
  void anAnswerIsOneDocumentOfAKnownLength() {
    var answer = bosh.create("ver='1.11'");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).matches("(?i)text/xml; ?charset=utf-8");
    assertThat(answer.header("Content-Length"))
        .isEqualTo(Integer.toString(answer.text().getBytes(StandardCharsets.UTF_8).length));
    assertThat(answer.header("Transfer-Encoding")).isEmpty();
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "text/xml; charset=iso-8859-1",
        "application/xml; charset=utf-16",
        "application/xmlish",
        "text/xmlish"
      })
  void whatAFormCanSendIsNotTaken(String type) {
    var answer =
        bosh.send(
                bosh.request().header("Content-Type", type),
                BodyPublishers.ofString(body(CREATION, "")),
                "Origin",
                bosh.ownOrigin())
            .join();

    assertThat(answer.status()).isEqualTo(415);
    answer.assertTells("bad-request");
    assertReadable(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/xml", "application/xml; charset=UTF-8", "text/xml", "Text/XML"})
  void xmlIsTakenByEitherName(String type) {
    var answer =
        bosh.send(
                bosh.request().header("Content-Type", type),
                BodyPublishers.ofString(body(CREATION, "")))
            .join();

    assertThat(answer.payloads()).containsExactly("features");
  }

  @Test
  void whatHasNoTypeIsTakenForXml() {
    var answer = bosh.send(bosh.request(), BodyPublishers.ofString(body(CREATION, ""))).join();

    assertThat(answer.payloads()).containsExactly("features");
  }

  @Test
  void aPageOfAForeignOriginMayNotLeaveTheTypeOut() {
    var answer =
        bosh.send(
                bosh.request(),
                BodyPublishers.ofString(body(CREATION, "")),
                "Origin",
                "https://evil.example")
            .join();

    assertThat(answer.status()).isEqualTo(403);
  }

  @Test
  void theAddressMayHaveASlashBehindIt() {
    var slash = URI.create(bosh.address() + "/");
    var request = HttpRequest.newBuilder(slash).header("Content-Type", "text/xml");

    assertThat(bosh.send(request, BodyPublishers.ofString(body(CREATION, ""))).join().payloads())
        .containsExactly("features");
    var foreign = HttpRequest.newBuilder(slash).header("Content-Type", "text/xml");
    assertThat(
            bosh.send(
                    foreign,
                    BodyPublishers.ofString(body(CREATION, "")),
                    "Origin",
                    "https://evil.example")
                .join()
                .status())
        .isEqualTo(403);
  }

  @Test
  void pagesOfForeignOriginsMayNeitherAskNorRead() {
    for (String origin : new String[] {"https://evil.example", "null"}) {
      var answer = bosh.post(body(CREATION, ""), "Origin", origin).join();
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();

      var preflight =
          bosh.ask("OPTIONS", "Origin", origin, "Access-Control-Request-Method", "POST");
      assertThat(preflight.status()).isEqualTo(403);
      assertThat(preflight.header("Access-Control-Allow-Origin")).isEmpty();
    }
  }

  @Test
  void aPreflightTellsWhatAPageMaySend() {
    var answer =
        bosh.ask(
            "OPTIONS",
            "Origin",
            bosh.ownOrigin(),
            "Access-Control-Request-Method",
            "POST",
            "Access-Control-Request-Headers",
            "content-type");

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("Access-Control-Allow-Methods")).isEqualTo("POST");
    assertThat(answer.header("Access-Control-Allow-Headers")).isEqualToIgnoringCase("Content-Type");
    assertReadable(answer);
  }

  @Test
  void aPageMayReadEveryAnswerAndErrorsToo() {
    var origin = new String[] {"Origin", bosh.ownOrigin()};

    assertReadable(bosh.post(body(CREATION, ""), origin).join());
    assertReadable(bosh.post("<body", origin).join().assertTells("bad-request"));
    assertReadable(
        bosh.post(body("rid='1' sid='nobody'", ""), origin)
            .join()
            .assertTerminal("item-not-found"));
    assertReadable(
        bosh.post(body("rid='1' ver='1.6' to='example.net'", ""), origin)
            .join()
            .assertTerminal("host-unknown"));
    // §17.1: the HTTP errors of old clients as well
    var old = bosh.post(body("rid='1' to='localhost' wait='x'", ""), origin).join();
    assertThat(old.status()).isEqualTo(400);
    assertReadable(old);
    var got = bosh.ask("GET", origin);
    assertThat(got.status()).isEqualTo(405);
    assertThat(got.header("Allow")).contains("POST");
    assertReadable(got);
  }

  @Test
  void aBodyThatIsTooLongIsRefusedBeforeItCame() throws IOException {
    try (var socket = socket()) {
      var head = head("Content-Length: " + (LIMIT + 1), "Origin: " + bosh.ownOrigin());
      socket.getOutputStream().write(head);

      assertThat(answer(socket))
          .contains(" 413 ", "Access-Control-Allow-Origin: " + bosh.ownOrigin());
    }
  }

  @Test
  void aBodyWhoseLengthIsNotSaidIsRefused() throws IOException {
    try (var socket = socket()) {
      socket.getOutputStream().write(head("Transfer-Encoding: chunked"));
      socket.getOutputStream().write("5\r\n<body\r\n".getBytes(StandardCharsets.US_ASCII));

      assertThat(answer(socket)).contains(" 411 ");
    }
  }

  @Test
  void nothingIsABadRequest() {
    var answer = bosh.post("").join();

    assertThat(answer.status()).isEqualTo(400);
    answer.assertTells("bad-request");
  }

  @Test
  void aBodyThatIsAsLongAsItMayBeIsTaken() {
    var whole = body(CREATION, "");
    var answer = bosh.post(whole + " ".repeat(LIMIT - whole.length())).join();

    assertThat(answer.payloads()).containsExactly("features");
  }

  @Test
  void aBodyThatComesInPiecesIsTaken() throws IOException {
    try (var socket = socket()) {
      var content = body(CREATION, "").getBytes(StandardCharsets.UTF_8);
      var out = socket.getOutputStream();
      socket.setTcpNoDelay(true);
      out.write(head("Content-Length: " + content.length));
      for (byte each : content) {
        out.write(each);
        out.flush();
      }

      assertThat(answer(socket)).contains(" 200 ");
    }
  }

  @Test
  void textThatIsNotUtf8IsABadRequest() {
    var content =
        body(CREATION + " from='\u00e9@localhost'", "").getBytes(StandardCharsets.ISO_8859_1);

    bosh.send(
            bosh.request().header("Content-Type", "text/xml"), BodyPublishers.ofByteArray(content))
        .join()
        .assertTells("bad-request");
  }

  @Test
  void aCompressedRequestIsNotTaken() {
    var answer = bosh.post(body(CREATION, ""), "Content-Encoding", "gzip").join();

    assertThat(answer.status()).isEqualTo(415);
  }

  @Test
  void aLongAnswerIsCompressedForWhoUnderstandsIt() throws Exception {
    var client = bosh.guest("");
    var pings = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      pings.append(HttpBosh.ping("ping" + i));
    }
    var request =
        bosh.request()
            .headers("Content-Type", "text/xml", "Accept-Encoding", "gzip, deflate")
            .POST(
                BodyPublishers.ofString(
                    body(
                        "sid='%s' rid='%d'".formatted(client.sid(), client.rid() + 1),
                        pings.toString())))
            .build();
    var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());

    assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
    var text =
        new String(
            new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes(),
            StandardCharsets.UTF_8);
    assertThat(text).contains("\"ping0\"", "\"ping49\"").hasSizeGreaterThan(answer.body().length);
  }

  private void assertReadable(HttpAnswer answer) {
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(bosh.ownOrigin());
    assertThat(answer.header("Vary")).contains("Origin");
    assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
  }

  private Socket socket() throws IOException {
    var socket =
        new Socket(InetAddress.getByName(bosh.address().getHost()), bosh.address().getPort());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private byte[] head(String... headers) {
    return "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: text/xml\r\n%s\r\n\r\n"
        .formatted(
            bosh.address().getPath(), bosh.address().getAuthority(), String.join("\r\n", headers))
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Status and headers. */
  private static String answer(Socket socket) throws IOException {
    var head = new StringBuilder();
    var in = socket.getInputStream();
    for (int c = in.read(); c >= 0 && head.indexOf("\r\n\r\n") < 0; c = in.read()) {
      head.append((char) c);
    }
    return head.toString();
  }
}
