package chat.mongoose.widget;

import chat.mongoose.testkit.Mongoose;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Somebody in a room who counts aloud, fifty numbers a second, by a WebSocket and nothing else, and
 * notes who comes and goes.
 */
final class Speaker implements AutoCloseable, WebSocket.Listener {

  private static final int INTERVAL_MS = 20;
  private static final int PATIENCE_SECONDS = 60;
  private static final String OPEN =
      "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/>";
  private static final Pattern FROM = Pattern.compile("<presence[^>]* from=\"[^\"/]+/([^\"]+)\"");

  private final ScheduledExecutorService voice = Executors.newSingleThreadScheduledExecutor();
  private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
  private final List<String> presences = new CopyOnWriteArrayList<>();
  private final AtomicInteger said = new AtomicInteger();
  private final StringBuilder part = new StringBuilder();
  private final WebSocket socket;
  private final String room;

  /** Enters the room. */
  Speaker(Mongoose server, String room) throws InterruptedException {
    this.room = room;
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .subprotocols("xmpp")
            .buildAsync(server.webSocket(), this)
            .join();
    ask(OPEN, "mechanisms");
    ask("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'>=</auth>", "success");
    ask(OPEN, "xmpp-bind");
    ask(
        "<iq xmlns='jabber:client' type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>",
        "<jid>");
    ask(
        "<presence xmlns='jabber:client' to='%s/Speaker'><x xmlns='http://jabber.org/protocol/muc'/></presence>"
            .formatted(room),
        "code=\"110\"");
  }

  /** Counts from here on, a number every 20 ms. */
  void count() {
    voice.scheduleAtFixedRate(this::next, 0, INTERVAL_MS, TimeUnit.MILLISECONDS);
  }

  /** The last number that was said. */
  int said() {
    return said.get();
  }

  /** The presences of somebody so far: one for who came once and stayed. */
  List<String> presencesOf(String nick) {
    return presences.stream()
        .filter(
            presence -> {
              var from = FROM.matcher(presence);
              return from.find() && from.group(1).equals(nick);
            })
        .toList();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      String frame = part.toString();
      part.setLength(0);
      if (frame.startsWith("<presence")) {
        presences.add(frame);
      }
      if (!frame.startsWith("<message")) {
        frames.add(frame);
      }
    }
    return WebSocket.Listener.super.onText(from, data, last);
  }

  @Override
  public void close() {
    voice.shutdownNow();
    socket.abort();
  }

  private void next() {
    send(
        "<message xmlns='jabber:client' type='groupchat' to='%s'><body>%d</body></message>"
            .formatted(room, said.get() + 1));
    said.incrementAndGet();
  }

  private void ask(String question, String answer) throws InterruptedException {
    send(question);
    String frame;
    do {
      frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (frame == null) {
        throw new AssertionError("No answer with " + answer + " to " + question);
      }
    } while (!frame.contains(answer));
  }

  private void send(String frame) {
    CompletableFuture<WebSocket> sent = socket.sendText(frame, true);
    sent.join();
  }
}
