package chat.mongoose.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.session.Session;
import chat.mongoose.session.Sessions;
import chat.mongoose.testkit.Deployments;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** By the peer's address those are slowed who guess passwords, so it must be known and true. */
@Tag("server")
@ExtendWith(ArquillianExtension.class)
class PeerAddressIT {

  private static final String OPEN =
      "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/>";

  @Inject private Sessions sessions;

  /** By which this test is run, at the port that its server listens at. */
  @Inject private HttpServletRequest request;

  @Deployment
  static WebArchive mongoose() {
    return Deployments.mongoose();
  }

  @Test
  void aSessionKnowsWhereItsClientIsWhateverThatSays() throws Exception {
    var listening = new Listening();
    var address =
        URI.create(
            "ws://127.0.0.1:%d/mongoose/xmpp-websocket?peer=192.0.2.1"
                .formatted(request.getLocalPort()));
    var socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .subprotocols("xmpp")
            .buildAsync(address, listening)
            .get(30, TimeUnit.SECONDS);
    try {
      socket.sendText(OPEN, true);
      listening.answer.get(30, TimeUnit.SECONDS);

      assertThat(sessions.connected())
          .extracting(Session::remoteAddress)
          .containsExactly("127.0.0.1");
    } finally {
      socket.abort();
    }
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
}
