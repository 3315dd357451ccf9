package chat.mongoose.web;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.StreamClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who announces a body and sends a byte of it holds a connection, and nothing else. */
@Timeout(120)
@Tag("server")
class SlowBodiesIT {

  /** More than Payara has threads, from as many addresses as the bound of one asks for. */
  private static final int ATTACKERS = 260;

  private static final String FORM = "Content-Type: application/x-www-form-urlencoded|";
  private static final String LENGTH = "Content-Length: 1000|";
  private static final String ADMIN =
      Base64.getEncoder()
          .encodeToString(("admin:" + Mongoose.ADMIN_PASSWORD).getBytes(StandardCharsets.US_ASCII));

  private static Mongoose server;

  private final List<Socket> attackers = new ArrayList<>();

  @BeforeAll
  static void start() {
    server = Mongoose.withDefaults().start();
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @AfterEach
  void goAway() throws IOException {
    for (Socket attacker : attackers) {
      attacker.close();
    }
  }

  static Stream<String> attacks() {
    return Stream.of(
        "POST /mongoose/api/logout|" + FORM + LENGTH + "|l",
        "POST /mongoose/api/logout|" + FORM + "Transfer-Encoding: chunked||5|l",
        "POST /mongoose/api/logout|" + FORM + LENGTH + "Expect: 100-continue||",
        "POST /mongoose/api/users|Content-Type: application/json|Authorization: Basic "
            + ADMIN
            + "|"
            + LENGTH
            + "|{",
        "GET /mongoose/api/health/live|" + LENGTH + "|a",
        "POST /mongoose/|" + FORM + LENGTH + "|a",
        "POST /mongoose|" + FORM + LENGTH + "|a",
        "GET /mongoose/widget.js|" + LENGTH + "|a",
        "GET /mongoose/xmpp-websocket|" + LENGTH + "|a",
        "POST /mongoose/http-bind|Content-Type: text/xml|" + LENGTH + "|<",
        "POST /mongoose/http-bind|Content-Type: text/xml|Origin: https://evil.example|"
            + LENGTH
            + "|<",
        "OPTIONS /mongoose/http-bind|" + LENGTH + "|<",
        "GET /mongoose/|X-Never: ends");
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void othersChatOn(String attack) throws Exception {
    try (var juliet = new StreamClient(server)) {
      juliet.logIn().bind();
      for (int i = 0; i < ATTACKERS; i++) {
        attack(i, attack);
      }

      juliet.send(
          "<iq xmlns='jabber:client' type='get' id='there' to='localhost'>"
              + "<ping xmlns='urn:xmpp:ping'/></iq>");
      assertThat(juliet.receive("iq").attribute("id")).contains("there");
      assertThat(health()).isEqualTo(200);
      try (var romeo = new StreamClient(server)) {
        romeo.logIn().bind();
      }
    }
  }

  @Test
  void aBodyInPiecesIsReadWhole() throws Exception {
    var body = "{\"username\":\"piecemeal\",\"password\":\"one by one\"}";
    var head =
        "POST /mongoose/api/users|Content-Type: application/json|Authorization: Basic %s|"
                .formatted(ADMIN)
            + "Content-Length: %d|Connection: close||".formatted(body.length());
    var client = attack(0, head + body.substring(0, 1));
    for (int i = 1; i < body.length(); i++) {
      send(client, body.substring(i, i + 1));
    }
    assertThat(answer(client))
        .startsWith("HTTP/1.1 201")
        .containsPattern("(?i)\r\nLocation: http://localhost(:\\d+)?/mongoose/api/users/piecemeal");
  }

  /** All together, since each of them takes the time that is given to a body. */
  @Test
  void bodiesThatDoNotComeAreGivenUpInTimeAndOneAddressMayNotHoldThemAll() throws Exception {
    var client = attack(0, "POST /mongoose/api/logout|" + FORM + LENGTH + "|l");
    var bosh = new ArrayList<Socket>();
    for (int i = 0; i < 60; i++) {
      bosh.add(attack(90, "POST /mongoose/http-bind|Content-Type: text/xml|" + LENGTH + "|<"));
    }
    var greedy = new ArrayList<Socket>();
    for (int i = 0; i < 140; i++) {
      greedy.add(from("127.0.0.99", "POST /mongoose/api/logout|" + FORM + LENGTH + "|l"));
    }
    attackers.addAll(greedy);
    var refused = 0;
    for (Socket attacker : greedy) {
      refused += answer(attacker).startsWith("HTTP/1.1 503") ? 1 : 0;
    }
    assertThat(refused).isEqualTo(40);
    assertThat(answer(client)).startsWith("HTTP/1.1 408").contains("application/problem+json");
    var other =
        attack(0, "POST /mongoose/api/logout|" + FORM + "Content-Length: 1|Connection: close||l");
    assertThat(answer(other)).startsWith("HTTP/1.1 400");
    for (Socket attacker : bosh) {
      // an answer, or the end: a server may wait for the rest of the body before it closes
      attacker.getInputStream().read();
    }
    assertThat(health()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "POST /mongoose/api/logout|Transfer-Encoding: chunked||0||, 411",
    "POST /mongoose/api/logout|Content-Length: 16385||a, 413",
    "GET /mongoose/api/health/live|Content-Length: 99999999999||a, 413",
    "POST /mongoose/|Content-Length: 1||a, 413",
    "POST /mongoose/|Transfer-Encoding: chunked||0||, 413"
  })
  void whatNobodyReadsIsRefused(String request, int status) throws Exception {
    assertThat(answer(attack(0, request))).containsPattern("^HTTP/1.1 (400|" + status + ")");
  }

  @ParameterizedTest
  @ValueSource(strings = {"api/logout", "api/token"})
  void noBodyIsABodyToo(String path) throws Exception {
    var client = attack(0, "POST /mongoose/" + path + "|" + FORM + "Connection: close||");
    assertThat(answer(client)).containsPattern("^HTTP/1.1 (400|403|415)");
  }

  private Socket attack(int number, String request) throws IOException {
    var attacker = from("127.0.0." + (2 + number / 90), request);
    attackers.add(attacker);
    return attacker;
  }

  private static Socket from(String address, String request) throws IOException {
    var socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
    socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
    socket.setSoTimeout(30_000);
    var lines = request.split("\\|", 2);
    var rest = lines.length > 1 ? lines[1].replace("|", "\r\n") : "";
    send(socket, lines[0] + " HTTP/1.1\r\nHost: localhost\r\n" + rest);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  /** As far as the server closes the connection. */
  private static String answer(Socket socket) throws IOException {
    var answer = new StringBuilder();
    var in = socket.getInputStream();
    for (int octet = in.read(); octet >= 0; octet = in.read()) {
      answer.append((char) octet);
      if (answer.indexOf("\r\n\r\n") > 0 && answer.toString().endsWith("}")) {
        break; // a server may wait for the rest of the body before it closes
      }
    }
    return answer.toString();
  }

  private static int health() throws Exception {
    var request =
        HttpRequest.newBuilder(server.http("api/health/live")).timeout(Duration.ofSeconds(5));
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.discarding()).statusCode();
  }
}
