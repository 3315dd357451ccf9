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
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks a thousand times and reads nothing holds a connection, and nothing else. */
@Timeout(120)
@Tag("server")
class UnreadAnswersIT {

  /** More than there are threads for requests, on either server. */
  private static final int ATTACKERS = 90;

  private static final int REQUESTS = 1000;
  private static final String BOSH =
      " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\nContent-Length: 3\r\n\r\n<a>";

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

  @ParameterizedTest
  @ValueSource(strings = {"GET widget/xmpp.js", "GET api/health/live", "POST http-bind"})
  void othersChatOn(String attack) throws Exception {
    try (var juliet = new StreamClient(server)) {
      juliet.logIn().bind();
      for (int i = 0; i < ATTACKERS; i++) {
        attack(i, request(attack).repeat(REQUESTS));
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

  /** Of each answer that nobody takes, Payara would write what failed, with where. */
  @Test
  void theLogSaysNothingOfAnswersThatNobodyTakes() throws Exception {
    var before = server.log().length();
    for (int i = 0; i < ATTACKERS; i++) {
      var attacker = attack(i, request("GET widget/xmpp.js").repeat(REQUESTS));
      attacker.setSoLinger(true, 0);
      attacker.close();
    }

    assertThat(health()).isEqualTo(200);
    assertThat(server.log().length() - before).isLessThan(20_000);
  }

  @Test
  void whoAsksAheadAndReadsIsAnsweredInTurn() throws Exception {
    var client = attack(0, request("GET nothing") + request("GET widget.js") + request("GET "));

    assertThat(heads(client, 3)).containsExactly("404", "200", "200");
  }

  private static String request(String request) {
    var parts = request.split(" ", 2);
    return parts[0]
        + " /mongoose/"
        + parts[1]
        + (parts[0].equals("POST") ? BOSH : " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  /** The status of each answer. */
  private static List<String> heads(Socket client, int many) throws IOException {
    var heads = new ArrayList<String>();
    var line = new StringBuilder();
    var in = client.getInputStream();
    for (int octet = in.read(); octet >= 0 && heads.size() < many; octet = in.read()) {
      if (octet == '\n') {
        line.setLength(0);
      } else {
        line.append((char) octet);
      }
      if (line.length() == 12 && line.indexOf("HTTP/1.1 ") == 0) {
        heads.add(line.substring(9));
      }
    }
    return heads;
  }

  private Socket attack(int number, String requests) throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0." + (2 + number / 90)), 0));
    socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
    socket.setSoTimeout(30_000);
    attackers.add(socket);
    // the server may take no more of it, or end the connection
    try {
      socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      assertThat(e).hasMessageMatching("(?i).*(broken pipe|connection reset).*");
    }
    return socket;
  }

  private static int health() throws Exception {
    var request =
        HttpRequest.newBuilder(server.http("api/health/live")).timeout(Duration.ofSeconds(30));
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.discarding()).statusCode();
  }
}
