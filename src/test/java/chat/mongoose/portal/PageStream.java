package chat.mongoose.portal;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The stream of a page over WebSocket, opened by a browser with these headers. */
final class PageStream implements AutoCloseable {

  private static final String OPEN =
      "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/>";

  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final WebSocket socket;

  PageStream(Portal portal, String... headers) {
    var builder = HttpClient.newHttpClient().newWebSocketBuilder().subprotocols("xmpp");
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    socket = builder.buildAsync(portal.server().webSocket(), new Listener()).join();
  }

  /** Opens the stream, for the first time or anew; answers its features. */
  String open() throws InterruptedException {
    send(OPEN);
    var open = receive();
    return open.startsWith("<open") ? receive() : open;
  }

  /** Begins a login with this initial response. */
  String auth(String mechanism, String initial) throws InterruptedException {
    return ask(
        "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='%s'>%s</auth>"
            .formatted(mechanism, initial.isEmpty() ? "=" : base64(initial)));
  }

  /** Binds and answers the address. */
  String bind() throws InterruptedException {
    open();
    var answer =
        ask(
            "<iq xmlns='jabber:client' type='set' id='b'>"
                + "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
    return answer.replaceAll("(?s).*<jid>(.*)</jid>.*", "$1");
  }

  String ask(String text) throws InterruptedException {
    send(text);
    return receive();
  }

  void send(String text) {
    // who is closed while he sends too much can still read why
    socket.sendText(text, true).exceptionally(closed -> socket).join();
  }

  /** The next frame; its end is one too. */
  String receive() throws InterruptedException {
    var frame = received.poll(20, TimeUnit.SECONDS);
    if (frame == null) {
      throw new AssertionError("Nothing came.");
    }
    return frame;
  }

  static String bearer(String token) {
    return "n,,\1auth=Bearer " + token + "\1\1";
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    socket.abort();
  }

  private final class Listener implements WebSocket.Listener {

    private final StringBuilder parts = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      parts.append(part);
      if (last) {
        received.add(parts.toString());
        parts.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
      received.add("closed with " + status);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      received.add("broken: " + error);
    }
  }
}
