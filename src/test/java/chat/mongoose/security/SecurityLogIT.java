package chat.mongoose.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.RawWebSocket;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a server that strangers try has in its {@code security.log}: this, and nothing else. */
@Timeout(240)
@Tag("server")
class SecurityLogIT {

  private static final String FORGED = "romeo\nlogin-failed address=203.0.113.9 \u202Ename=\u2028x";
  private static final String ESCAPED =
      "romeo%0Alogin-failed%20address%3D203.0.113.9%20%E2%80%AEname%3D%E2%80%A8x";
  private static final String SECRET = "a-wrong-secret-of-the-tests";
  private static final String OPEN =
      "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/>";
  private static final String SASL = "urn:ietf:params:xml:ns:xmpp-sasl";
  private static final int MOST_UNBOUND = 3;

  private final List<String> expected = new ArrayList<>();
  private Mongoose server;

  @Test
  void eachThingIsOneLineWithTheClientsAddressAndNothingForged() throws Exception {
    try (var running =
        Mongoose.with("mongoose.web.trusted-proxies", "127.0.0.0/8")
            .and("mongoose.session.address-unbound", String.valueOf(MOST_UNBOUND))
            .start()) {
      server = running;
      expected.add("account-made address=- name=admin by=the-first-start");
      streams();
      accounts();
      foreigners();
      malformed();
      room();
      crowd();
      isAsExpected(server.data().resolve("security.log"));
    }
  }

  private void streams() throws Exception {
    try (var client = new Client("192.0.2.1")) {
      client.say(OPEN, "<mechanisms");
      client.say("<auth xmlns='" + SASL + "' mechanism='ANONYMOUS'/>", "<success");
      expected.add("guest-ok address=192.0.2.1 door=websocket name=guest-* mechanism=ANONYMOUS");
    }
    try (var client = new Client("192.0.2.2")) {
      client.say(OPEN, "<mechanisms");
      client.say(plain(FORGED, SECRET), "<failure");
      expected.add(
          "login-failed address=192.0.2.2 door=websocket name=" + ESCAPED + " mechanism=PLAIN");
      client.say("<auth xmlns='" + SASL + "' mechanism='PLAIN'>====x</auth>", "<failure");
      expected.add("malformed address=192.0.2.2 door=websocket reason=sasl-incorrect-encoding");
    }
  }

  private void accounts() throws IOException {
    var admin = basic("admin", Mongoose.ADMIN_PASSWORD);
    var loggedIn = "login-ok address=192.0.2.3 door=rest name=admin mechanism=Basic";
    var body = "{\"username\":\"juliet\",\"password\":\"" + SECRET + "\"}";
    assertThat(http("192.0.2.3", "POST", "api/users", admin, body)).isEqualTo(201);
    expected.add(loggedIn);
    expected.add("account-made address=192.0.2.3 name=juliet by=admin");

    assertThat(http("192.0.2.4", "GET", "api/archive/messages", basic("juliet", SECRET), ""))
        .isEqualTo(403);
    expected.add("login-ok address=192.0.2.4 door=rest name=juliet mechanism=Basic");
    expected.add(
        "access-refused address=192.0.2.4 door=rest name=juliet method=GET path=/archive/messages");

    assertThat(http("192.0.2.3", "PATCH", "api/users/juliet", admin, "{\"disabled\":true}"))
        .isEqualTo(200);
    expected.add(loggedIn);
    expected.add(
        "account-changed address=192.0.2.3 name=juliet by=admin what=disabled"
            + " before=none after=disabled");
    assertThat(http("192.0.2.3", "DELETE", "api/users/juliet", admin, "")).isBetween(200, 204);
    expected.add(loggedIn);
    expected.add("account-removed address=192.0.2.3 name=juliet by=admin");

    var guess = basic("admin address=203.0.113.9", SECRET);
    assertThat(http("192.0.2.5", "GET", "api/users", guess, "")).isEqualTo(401);
    expected.add(
        "login-failed address=192.0.2.5 door=rest name=admin%20address%3D203.0.113.9"
            + " mechanism=Basic");
    var digest = "Authorization: Digest x\r\n";
    assertThat(http("192.0.2.5", "GET", "api/users", digest, "")).isEqualTo(401);
    expected.add("malformed address=192.0.2.5 door=rest reason=authorization");
  }

  private void foreigners() throws IOException {
    var evil = "http://evil.example";
    var origin = "Origin: " + evil + "\r\n";
    assertThat(http("192.0.2.6", "POST", "http-bind", origin, "<body/>")).isEqualTo(403);
    expected.add(
        "origin-refused address=192.0.2.6 door=bosh host=127.0.0.1:%d origin=%s reason=http-403"
            .formatted(server.port(), evil));
    assertThat(http("192.0.2.6", "GET", "api/users", origin, "")).isEqualTo(403);
    expected.add(
        "origin-refused address=192.0.2.6 door=rest host=127.0.0.1:%d origin=%s reason=http-403"
            .formatted(server.port(), evil));
    assertThat(http("192.0.2.7", "GET", "api/users", "X-Forwarded-Host: evil.example\r\n", ""))
        .isEqualTo(421);
    expected.add(
        "host-refused address=192.0.2.7 door=rest host=127.0.0.1:%d reason=http-421"
            .formatted(server.port()));
  }

  private void malformed() throws Exception {
    try (var client = new Client("192.0.2.8")) {
      client.say("<open", "not-well-formed");
      expected.add("malformed address=192.0.2.8 door=websocket reason=not-well-formed");
    }
    http("192.0.2.9", "POST", "http-bind", "Content-Type: text/xml; charset=utf-8\r\n", "<body");
    expected.add("malformed address=192.0.2.9 door=bosh reason=not-well-formed");
    if (server.log().contains("Payara")) {
      try (var socket = new RawWebSocket(server.webSocket())) {
        // RFC 6455 §5.1: not masked
        socket.write((byte) 0x81, (byte) 1, (byte) 'x');
        while (socket.receive().isPresent()) {
          continue;
        }
      }
      expected.add("malformed address=127.0.0.1 door=websocket reason=websocket-frame");
    }
  }

  private void room() throws Exception {
    // stays until the server has told of the ban, which it does behind the answer
    var admin = new Client("192.0.2.10");
    admin.say(OPEN, "<mechanisms");
    admin.say(plain("admin", Mongoose.ADMIN_PASSWORD), "<success");
    expected.add("login-ok address=192.0.2.10 door=websocket name=admin mechanism=PLAIN");
    admin.say(OPEN, "urn:ietf:params:xml:ns:xmpp-bind");
    admin.say(
        "<iq xmlns='jabber:client' type='set' id='b'>"
            + "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>",
        "<jid>");
    admin.say(
        "<presence xmlns='jabber:client' to='verona@conference.localhost/prince'>"
            + "<x xmlns='http://jabber.org/protocol/muc'/></presence>",
        "<subject");
    admin.say(
        "<iq xmlns='jabber:client' type='set' id='ban' to='verona@conference.localhost'>"
            + "<query xmlns='http://jabber.org/protocol/muc#admin'>"
            + "<item affiliation='outcast' jid='tybalt@localhost'/></query></iq>",
        "type=\"result\"");
    expected.add(
        "banned address=192.0.2.10 name=tybalt@localhost by=admin@localhost"
            + " room=verona@conference.localhost");
    admin.say(
        "<iq xmlns='jabber:client' type='set' id='staff' to='verona@conference.localhost'>"
            + "<query xmlns='http://jabber.org/protocol/muc#admin'>"
            + "<item affiliation='admin' jid='escalus@localhost'/>"
            + "<item affiliation='member' jid='paris@localhost'/></query></iq>",
        "id=\"staff\"");
    expected.add(
        "staff-changed address=192.0.2.10 name=escalus@localhost by=admin@localhost"
            + " before=none after=admin room=verona@conference.localhost");
    admin.say(
        "<iq xmlns='jabber:client' type='set' id='end' to='verona@conference.localhost'>"
            + "<query xmlns='http://jabber.org/protocol/muc#owner'><destroy/></query></iq>",
        "id=\"end\"");
    expected.add(
        "room-destroyed address=192.0.2.10 by=admin@localhost room=verona@conference.localhost");
  }

  private void crowd() throws Exception {
    var clients = new ArrayList<Client>();
    for (int i = 0; i < MOST_UNBOUND; i++) {
      clients.add(new Client("192.0.2.11"));
    }
    for (Client client : clients) {
      client.say(OPEN, "<mechanisms");
    }
    // at the handshake, by 429
    assertThatThrownBy(() -> new Client("192.0.2.11")).isInstanceOf(ExecutionException.class);
    expected.add("limit-reached address=192.0.2.11 reason=mongoose.session.address-unbound");
    for (Client client : clients) {
      client.close();
    }
  }

  private void isAsExpected(Path log) throws IOException {
    var end = Instant.now().plus(Duration.ofSeconds(30));
    while (Files.readAllLines(log).size() < expected.size() && Instant.now().isBefore(end)) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    var lines = Files.readAllLines(log);
    assertThat(lines)
        .allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z .*"));
    assertThat(
            lines.stream().map(line -> line.split(" ", 2)[1].replaceAll("guest-\\w+", "guest-*")))
        .map(line -> line.startsWith("guest-*") ? line.replaceFirst("guest-\\*", "guest-ok") : line)
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(String.join("\n", lines))
        .doesNotContain(SECRET)
        .doesNotContain(Mongoose.ADMIN_PASSWORD);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
        .isEqualTo("rw-------");
  }

  private static String plain(String name, String password) {
    var message = ("\0" + name + "\0" + password).getBytes(UTF_8);
    return "<auth xmlns='%s' mechanism='PLAIN'>%s</auth>"
        .formatted(SASL, Base64.getEncoder().encodeToString(message));
  }

  private static String basic(String name, String password) {
    var credentials = (name + ":" + password).getBytes(UTF_8);
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(credentials) + "\r\n";
  }

  /** What a proxy passes on; answers the status. */
  private int http(String client, String method, String path, String header, String body)
      throws IOException {
    try (var socket = new Socket("127.0.0.1", server.port())) {
      var type = header.contains("Content-Type") ? "" : "Content-Type: application/json\r\n";
      var request =
          "%s /mongoose/%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nX-Forwarded-For: %s\r\n%s%s"
                  .formatted(method, path, server.port(), client, header, type)
              + "Connection: close\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(body.getBytes(UTF_8).length, body);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      var answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      return Integer.parseInt(answer.split(" ", 3)[1]);
    }
  }

  /** One WebSocket, as a proxy passes it on. */
  private final class Client implements WebSocket.Listener, AutoCloseable {

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final StringBuilder begun = new StringBuilder();
    private final WebSocket socket;

    Client(String address) throws Exception {
      socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .subprotocols("xmpp")
              .header("X-Forwarded-For", address)
              .buildAsync(server.webSocket(), this)
              .get(30, TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      begun.append(text);
      if (last) {
        heard.add(begun.toString());
        begun.setLength(0);
      }
      from.request(1);
      return null;
    }

    /** Sends this, and waits for an answer that holds that. */
    void say(String text, String answer) throws Exception {
      socket.sendText(text, true).get(30, TimeUnit.SECONDS);
      hear(answer);
    }

    void hear(String wanted) throws InterruptedException {
      for (var next = ""; !next.contains(wanted); ) {
        next = heard.poll(30, TimeUnit.SECONDS);
        assertThat(next).as("waiting for " + wanted).isNotNull();
      }
    }

    @Override
    public void close() {
      socket.abort();
    }
  }
}
