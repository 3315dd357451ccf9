package chat.mongoose.archive;

import chat.mongoose.testkit.Mongoose;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** A guest in a room who says one thing after the other, as fast as the server takes it. */
final class Chatter implements WebSocket.Listener {

  private static final Pattern SAID =
      Pattern.compile("^<message [^>]*type=\"groupchat\".*<body>.*<stanza-id [^>]*id=\"(\\w+)\"");
  private static final String OPEN =
      "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/>";
  private static final long PATIENCE_SECONDS = 60;

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final StringBuilder parts = new StringBuilder();
  private final AtomicInteger opened = new AtomicInteger();
  private final CountDownLatch joined = new CountDownLatch(1);
  private final CountDownLatch gone = new CountDownLatch(1);
  private final String room;
  private final String nick;
  private final Runnable listener;
  private WebSocket socket;

  /**
   * @param listener told of each message that is heard
   */
  Chatter(String room, String nick, Runnable listener) {
    this.room = room;
    this.nick = nick;
    this.listener = listener;
  }

  /** Connects as a guest and enters the room. */
  Chatter enter(HttpClient http, Mongoose server) throws InterruptedException {
    socket =
        http.newWebSocketBuilder().subprotocols("xmpp").buildAsync(server.webSocket(), this).join();
    socket.sendText(OPEN, true).join();
    if (!joined.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError(nick + " could not enter " + room);
    }
    return this;
  }

  /** Says so many messages, each as soon as the one before has been written. */
  void chatter(int count) {
    say(0, count);
  }

  /** The archive's identifiers of what was heard, in the order in which it came. */
  List<String> heard() {
    return List.copyOf(heard);
  }

  /** Waits until the connection is gone. */
  void awaitEnd() throws InterruptedException {
    if (!gone.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError(nick + " is still connected");
    }
  }

  void leave() {
    socket.abort();
  }

  private void say(int number, int count) {
    if (number == count) {
      return;
    }
    send("<message xmlns='jabber:client' type='groupchat' to='%s'><body>%s says %d</body></message>"
            .formatted(room, nick, number))
        .whenComplete(
            (sent, failure) -> {
              if (failure == null) {
                say(number + 1, count);
              }
            });
  }

  private CompletionStage<WebSocket> send(String text) {
    return socket.sendText(text, true);
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    parts.append(part);
    if (last) {
      var frame = parts.toString();
      parts.setLength(0);
      socket = from;
      receive(frame);
    }
    from.request(1);
    return null;
  }

  private void receive(String frame) {
    var said = SAID.matcher(frame);
    if (said.find()) {
      heard.add(said.group(1));
      listener.run();
    } else if (frame.startsWith("<stream:features ")) {
      if (opened.incrementAndGet() == 1) {
        send("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'/>");
      } else {
        send(
            "<iq xmlns='jabber:client' type='set' id='b'>"
                + "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
      }
    } else if (frame.startsWith("<success ")) {
      send(OPEN);
    } else if (frame.contains("<jid>")) {
      send(
          "<presence xmlns='jabber:client' to='%s/%s'><x xmlns='http://jabber.org/protocol/muc'>"
                  .formatted(room, nick)
              + "<history maxstanzas='0'/></x></presence>");
    } else if (frame.contains("code=\"110\"")) {
      joined.countDown();
    }
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    gone.countDown();
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    gone.countDown();
  }
}
