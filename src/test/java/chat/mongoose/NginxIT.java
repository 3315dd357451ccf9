package chat.mongoose;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.Nginx;
import chat.mongoose.testkit.RawWebSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Behind nginx, as README configures it: both transports, and who the client is. */
@Timeout(120)
@Tag("server")
class NginxIT {

  private static final String OPEN =
      "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/>";
  private static final String GUEST =
      "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'/>";
  private static final String BIND =
      "<iq xmlns='jabber:client' type='set' id='b'>"
          + "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>";
  private static final String NO_CLAIM = "X-Claim: none";
  private static final String PING =
      "<iq xmlns='jabber:client' type='get' id='%s' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>";
  private static final List<String> ACCOUNTS = List.of("romeo", "juliet");
  private static final String ADMIN = "Basic " + base64("admin:" + Mongoose.ADMIN_PASSWORD);

  private static Mongoose server;
  private static Nginx nginx;
  private static HttpClient http;

  @BeforeAll
  static void start() throws Exception {
    server =
        Mongoose.with("mongoose.web.trusted-proxies", "127.0.0.1")
            .and("mongoose.auth.brake.free-tries", "1")
            .and("mongoose.auth.brake.first-delay", "PT1H")
            .and("mongoose.auth.brake.address-delay", "PT2S")
            .start();
    nginx = new Nginx(Readme.example("nginx"), server);
    http = HttpClient.newBuilder().sslContext(nginx.trust()).build();
    for (String name : ACCOUNTS) {
      var answer = send(account(server.http("api/users"), name));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }
  }

  @AfterAll
  static void end() {
    nginx.close();
    server.close();
  }

  @Test
  void aStreamGoesThroughItByWebSocket() throws Exception {
    try (var socket = webSocket("127.0.0.1")) {
      var address = logIn(socket);
      // longer than any buffer of nginx
      var text = "x".repeat(100_000);
      socket.send(
          "<message xmlns='jabber:client' type='chat' to='%s'><body>%s</body></message>"
              .formatted(address, text));

      assertThat(read(socket)).startsWith("<message").contains(text);
    }
  }

  /** XEP-0156 §3, §4. */
  @Test
  void whoKnowsTheDomainFindsTheDoors() throws Exception {
    var domain = nginx.https("").resolve("/");
    for (String form : List.of("", ".json")) {
      var address = domain.resolve("/.well-known/host-meta" + form);
      var answer = send(HttpRequest.newBuilder(address).header("Origin", "https://any.example"));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
      assertThat(answer.body())
          .contains("\"wss://" + domain.getAuthority() + "/mongoose/xmpp-websocket\"")
          .contains("\"https://" + domain.getAuthority() + "/mongoose/http-bind\"");
    }
    // §3.2: by HTTPS alone
    var plain = HttpRequest.newBuilder(server.http(".well-known/host-meta"));
    assertThat(send(plain).statusCode()).isEqualTo(404);
  }

  @Test
  void aStreamGoesThroughItByBosh() throws Exception {
    var created = bosh("rid='7' to='localhost' ver='1.11' wait='60' hold='1'", "");
    var session = "sid='" + found(created, " sid=\"([^\"]+)\"") + "' rid='%d'";
    assertThat(bosh(session.formatted(8), GUEST)).contains("<success");
    var restart = " xmpp:restart='true' to='localhost'";
    assertThat(bosh(session.formatted(9) + restart, "")).contains("features");
    assertThat(bosh(session.formatted(10), BIND)).contains("<jid>");

    var held =
        http.sendAsync(boshRequest(body(session.formatted(11), "")), BodyHandlers.ofString());
    var asking =
        http.sendAsync(
            boshRequest(body(session.formatted(12), PING.formatted("p1"))),
            BodyHandlers.ofString());

    // the older request takes the answer with it, and the newer one waits in its place
    assertThat(held.get(30, TimeUnit.SECONDS).body()).contains("p1");
    assertThat(asking).isNotDone();
    bosh(session.formatted(13) + " type='terminate'", "");
    assertThat(asking.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
  }

  @Test
  void aPageOfTheSiteMayConnectAndAForeignOneMayNot() throws Exception {
    var own = "https://" + nginx.https("").getAuthority();

    assertThat(preflight(own).statusCode()).isEqualTo(204);
    assertThat(preflight(own).headers().firstValue("Access-Control-Allow-Origin")).contains(own);
    assertThat(preflight("https://evil.example").statusCode()).isEqualTo(403);
  }

  @Test
  void linksLeadToTheProxy() throws Exception {
    var made = send(account(nginx.https("api/users"), "mercutio"));
    var page = send(admin(nginx.https("api/users?max=1")));

    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(made.headers().firstValue("Location"))
        .contains(nginx.https("api/users/mercutio").toString());
    assertThat(page.headers().firstValue("Link").orElseThrow())
        .startsWith("<" + nginx.https("api/users?"));
  }

  @Test
  void whoIsNoProxyIsNotBelieved() throws Exception {
    var claims = "X-Forwarded-Proto: https\r\nX-Forwarded-For: 203.0.113.1";
    var asked = request("GET", "api/users?max=1", ADMIN, claims, "");

    assertThat(direct("127.0.0.1", asked)).containsPattern("(?i)\r\nLink: <https://localhost/");
    assertThat(direct("127.0.0.66", asked)).containsPattern("(?i)\r\nLink: <http://localhost/");
  }

  @Test
  void guessesOverWebSocketCountForTheAddressOfTheClient() throws Exception {
    try (var socket = webSocket("127.0.0.21")) {
      socket.send(OPEN);
      read(socket);
      read(socket);
      socket.send(guess("nobody-by-websocket"));

      assertThat(read(socket)).contains("<failure").contains("not-authorized");
    }
    assertBraked("127.0.0.21", NO_CLAIM);
  }

  @Test
  void guessesOverBoshCountForTheAddressOfTheClient() throws Exception {
    var from = "127.0.0.22";
    var created = post(from, body("rid='7' to='localhost' ver='1.11' wait='60' hold='1'", ""));
    var session = "rid='8' sid='" + found(created, " sid=\"([^\"]+)\"") + "'";

    assertThat(post(from, body(session, guess("nobody-by-bosh"))))
        .contains("<failure")
        .contains("not-authorized");
    assertBraked(from, NO_CLAIM);
  }

  @Test
  void guessesOverRestCountForTheAddressOfTheClient() throws Exception {
    assertThat(tryToLogIn("127.0.0.23", "nobody-by-rest", NO_CLAIM)).startsWith("HTTP/1.1 401");
    assertBraked("127.0.0.23", NO_CLAIM);
  }

  @Test
  void whatTheClientSaysAboutItselfIsNotPassedOn() throws Exception {
    assertThat(tryToLogIn("127.0.0.24", "liar", "X-Forwarded-For: 203.0.113.1"))
        .startsWith("HTTP/1.1 401");
    assertBraked("127.0.0.24", "X-Forwarded-For: 203.0.113.2");
  }

  /** One failure is free; two more tries wait, and only one of them may begin then. */
  private static void assertBraked(String address, String claim) throws Exception {
    var answers =
        IntStream.range(0, 2)
            .mapToObj(i -> "somebody-else-" + i + "-at-" + address)
            .map(name -> CompletableFuture.supplyAsync(() -> status(address, name, claim)))
            .toList();
    var statuses = new ArrayList<String>();
    for (CompletableFuture<String> answer : answers) {
      statuses.add(answer.get(60, TimeUnit.SECONDS));
    }
    assertThat(statuses).containsExactlyInAnyOrder("401", "429");
  }

  private static String status(String from, String name, String claim) {
    try {
      return tryToLogIn(from, name, claim).split(" ")[1];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String tryToLogIn(String from, String name, String claim) throws IOException {
    var credentials = "Basic " + base64(name + ":guess");
    return through(from, request("GET", "api/users", credentials, claim, ""));
  }

  private static String guess(String name) {
    return "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>"
        + base64("\0" + name + "\0guess")
        + "</auth>";
  }

  private static RawWebSocket webSocket(String from) throws IOException {
    return new RawWebSocket(nginx.connect(from), nginx.webSocket());
  }

  /** Answers the guest's full address. */
  private static String logIn(RawWebSocket socket) throws IOException {
    socket.send(OPEN);
    assertThat(read(socket)).contains("<open");
    assertThat(read(socket)).contains("ANONYMOUS");
    socket.send(GUEST);
    assertThat(read(socket)).contains("<success");
    socket.send(OPEN);
    assertThat(read(socket)).contains("<open");
    assertThat(read(socket)).contains("urn:ietf:params:xml:ns:xmpp-bind");
    socket.send(BIND);
    return found(read(socket), "<jid>([^<]+)");
  }

  private static String read(RawWebSocket socket) throws IOException {
    return socket.receive().orElseThrow().text();
  }

  private static String body(String attributes, String content) {
    return "<body xmlns='http://jabber.org/protocol/httpbind' xmlns:xmpp='urn:xmpp:xbosh'"
        + " xmpp:version='1.0' %s>%s</body>".formatted(attributes, content);
  }

  private static HttpRequest boshRequest(String body) {
    return HttpRequest.newBuilder(nginx.https("http-bind"))
        .header("Content-Type", "text/xml; charset=utf-8")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private static String bosh(String attributes, String content) throws Exception {
    var answer = http.send(boshRequest(body(attributes, content)), BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  /** The same from another address. */
  private static String post(String from, String body) throws IOException {
    return through(from, request("POST", "http-bind", "", NO_CLAIM, body));
  }

  private static HttpResponse<String> preflight(String origin) throws Exception {
    return send(
        HttpRequest.newBuilder(nginx.https("http-bind"))
            .method("OPTIONS", BodyPublishers.noBody())
            .header("Origin", origin));
  }

  private static HttpRequest.Builder admin(URI address) {
    return HttpRequest.newBuilder(address).header("Authorization", ADMIN);
  }

  private static HttpRequest.Builder account(URI address, String name) {
    var json = "{\"username\":\"%s\",\"password\":\"behind-a-proxy\"}".formatted(name);
    return admin(address)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(json));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static String request(
      String method, String path, String authorization, String claim, String body) {
    return String.join(
        "\r\n",
        method + " /mongoose/" + path + " HTTP/1.1",
        "Host: localhost",
        authorization.isEmpty() ? "X-Nothing: 1" : "Authorization: " + authorization,
        claim,
        "Connection: close",
        "Content-Type: text/xml",
        "Content-Length: " + body.length(),
        "",
        body);
  }

  /** Asks nginx from an address of this machine. */
  private static String through(String from, String request) throws IOException {
    try (var socket = nginx.connect(from)) {
      return answer(socket, request);
    }
  }

  /** Asks the server itself. */
  private static String direct(String from, String request) throws IOException {
    try (var socket = new Socket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
      socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
      return answer(socket, request);
    }
  }

  private static String answer(Socket socket, String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String found(String text, String pattern) {
    var found = Pattern.compile(pattern).matcher(text);
    assertThat(found.find()).as(text).isTrue();
    return found.group(1);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
