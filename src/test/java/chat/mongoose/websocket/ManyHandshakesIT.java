package chat.mongoose.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.testkit.Mongoose;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An address has so many connections before a login, and others have theirs. */
@Timeout(120)
@Tag("server")
class ManyHandshakesIT {

  private static final String GREEDY = "192.0.2.1";
  private static final String OTHER = "192.0.2.2";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static Mongoose server;

  private final List<WebSocket> sockets = new ArrayList<>();

  @BeforeAll
  static void start() {
    server =
        Mongoose.with("mongoose.web.trusted-proxies", "127.0.0.1")
            .and("mongoose.session.address-unbound", "3")
            .start();
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @AfterEach
  void goAway() {
    sockets.forEach(WebSocket::abort);
  }

  @Test
  void anAddressThatHasItsConnectionsIsRefusedBeforeTheHandshakeAndByBosh() throws Exception {
    for (int i = 0; i < 3; i++) {
      connect(GREEDY);
    }

    assertThatThrownBy(() -> connect(GREEDY))
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class, e -> assertRefused(e.getResponse()));
    assertThat(create(GREEDY)).contains("terminate").contains("resource-constraint");

    connect(OTHER);
    assertThat(create(OTHER)).contains("sid=").doesNotContain("terminate");
  }

  private static void assertRefused(HttpResponse<?> answer) {
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).contains("60");
  }

  /** As far as the server has a session for it, which is a moment after the handshake. */
  private void connect(String address) throws Exception {
    var door = URI.create("ws://127.0.0.1:" + server.port() + "/mongoose/xmpp-websocket");
    var listening = new Listening();
    var socket =
        HTTP.newWebSocketBuilder()
            .subprotocols("xmpp")
            .header("X-Forwarded-For", address)
            .buildAsync(door, listening)
            .get(30, TimeUnit.SECONDS);
    sockets.add(socket);
    socket.sendText(
        "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/>", true);
    listening.answer.get(30, TimeUnit.SECONDS);
  }

  private static final class Listening implements WebSocket.Listener {

    private final CompletableFuture<Void> answer = new CompletableFuture<>();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      answer.complete(null);
      socket.request(1);
      return null;
    }
  }

  private static String create(String address) throws Exception {
    var door = URI.create("http://127.0.0.1:" + server.port() + "/mongoose/http-bind");
    var body =
        "<body xmlns='http://jabber.org/protocol/httpbind' xmlns:xmpp='urn:xmpp:xbosh' rid='100'"
            + " to='localhost' ver='1.11' xmpp:version='1.0' hold='1' wait='60'/>";
    var request =
        HttpRequest.newBuilder(door)
            .header("Content-Type", "text/xml")
            .header("X-Forwarded-For", address)
            .POST(BodyPublishers.ofString(body));
    return HTTP.send(request.build(), BodyHandlers.ofString()).body();
  }
}
