package chat.mongoose.conversation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** XMPP over WebSocket (RFC 7395), with the JDK's client. */
record WebSocketDoor(URI address) implements Door {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Override
  public Wire enter(Optional<String> origin) throws IOException {
    var builder = CLIENT.newWebSocketBuilder().subprotocols("xmpp").connectTimeout(PATIENCE);
    origin.ifPresent(value -> builder.header("Origin", value));
    var wire = new WebSocketWire();
    try {
      wire.use(builder.buildAsync(address, wire).join());
      return wire;
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refusal) {
        throw new Refused(refusal.getResponse().statusCode());
      }
      throw new IOException("no connection to " + address + ": " + e.getCause(), e);
    }
  }
}
