package chat.mongoose.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.testkit.Mongoose;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused of an address that asks too often, and of who asks what HTTP does not know. */
@Timeout(120)
@Tag("server")
class RequestBoundsIT {

  private static final int BURST = 50;
  private static final int REQUESTS_OF_A_SECOND = 2;

  /** Far more than may have grown back until they have been sent. */
  private static final int MANY = 400;

  private static final String LIVE = "GET /mongoose/api/health/live";

  private static Mongoose server;

  /** Each test has addresses of its own. */
  private static final AtomicInteger addresses = new AtomicInteger();

  @BeforeAll
  static void start() {
    server =
        Mongoose.with("mongoose.web.request-burst", "" + BURST)
            .and("mongoose.web.request-rate", "" + REQUESTS_OF_A_SECOND)
            // so that nobody here may be a proxy that stands for everybody
            .and("mongoose.web.trusted-proxies", "192.0.2.1")
            .start();
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @Test
  void whoAsksTooOftenIsToldToWaitAndNobodyElseIs() throws IOException {
    var greedy = address();
    for (int i = 0; i < BURST; i++) {
      assertThat(ask(greedy, LIVE, "")).startsWith("HTTP/1.1 200");
    }

    var answers = new StringBuilder();
    for (int i = 0; i < MANY && answers.indexOf("HTTP/1.1 429") < 0; i++) {
      answers.append(ask(greedy, LIVE, ""));
    }

    assertThat(answers.toString()).contains("HTTP/1.1 429", "Retry-After: 10", "more requests");
    assertThat(ask(greedy, "GET /mongoose/xmpp-websocket", "")).startsWith("HTTP/1.1 429");
    assertThat(ask(address(), LIVE, "")).startsWith("HTTP/1.1 200");
  }

  /** WildFly speaks HTTP/2 also without TLS, if nobody has told it not to; Payara is told. */
  @Test
  void onHttp2ItIsHungUp() throws Exception {
    var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    var isWildFly = "wildfly".equals(System.getProperty("arquillian.launch"));
    assertThat(get(client).version() == HttpClient.Version.HTTP_2).isEqualTo(isWildFly);
    if (isWildFly) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < MANY; i++) {
                  get(client);
                }
              })
          .isInstanceOf(IOException.class);
    }

    assertThat(ask(address(), LIVE, "")).startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /mongoose/api/health/live | Accept: x",
        "GET /mongoose/api/health/live | Accept: text/html;q=many",
        "GET /mongoose/api/health/live | Accept-Language: d/e",
        "GET /mongoose/api/health/live | Content-Type: none",
        "GET /mongoose/api/health/live | Cookie: $Version=x",
        "GET /mongoose/api/%FF | Accept: */*",
      })
  void whatHttpDoesNotKnowIsRefusedInALine(String request, String header) throws IOException {
    var before = server.log().length();

    assertThat(ask(address(), request, header + "\r\n")).startsWith("HTTP/1.1 400");

    assertThat(server.log().length() - before).isLessThan(500);
  }

  private static HttpResponse<Void> get(HttpClient client)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(server.http("api/health/live")).build(), BodyHandlers.discarding());
  }

  private static String address() {
    return "127.0.67." + addresses.incrementAndGet();
  }

  /** The answer to a request on a connection of its own. */
  private static String ask(String from, String request, String headers) throws IOException {
    try (var socket = new Socket()) {
      socket.setSoTimeout(20_000);
      socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
      socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), server.port()));
      var whole = request + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers;
      socket.getOutputStream().write((whole + "\r\n").getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}
