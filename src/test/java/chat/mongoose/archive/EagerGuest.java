package chat.mongoose.archive;

import chat.mongoose.xml.Element;
import chat.mongoose.xml.Xml;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A guest in a room who talks without a pause, each message with another body, and notes what comes
 * back. It never has more than {@link #AHEAD} messages on their way, so that nobody is detached for
 * reading slowly.
 *
 * <p>The JDK calls the listener, one call after the other; the test's thread logs in and looks at
 * what was noted once {@link #awaitEnd} has returned; a thread of its own talks.
 */
final class EagerGuest implements WebSocket.Listener {

  private static final int AHEAD = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String CLIENT_NS = "jabber:client";
  private static final String FRAMING = "urn:ietf:params:xml:ns:xmpp-framing";
  private static final String SASL = "urn:ietf:params:xml:ns:xmpp-sasl";
  private static final String BIND = "urn:ietf:params:xml:ns:xmpp-bind";
  private static final String MUC = "http://jabber.org/protocol/muc";
  private static final String MUC_USER = "http://jabber.org/protocol/muc#user";
  private static final String STANZA_ID = "urn:xmpp:sid:0";

  private final String name;
  private final String room;
  private final Runnable heardOne;
  private final StringBuilder text = new StringBuilder();
  private final BlockingQueue<Element> others = new LinkedBlockingQueue<>();
  private final List<Heard> heard = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private final Semaphore allowed = new Semaphore(AHEAD);
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private final CompletableFuture<Void> talked = new CompletableFuture<>();
  private volatile boolean silent;
  private WebSocket socket;
  private int said;

  /**
   * @param name the nickname, in no other guest's messages
   * @param heardOne told of each message that is noted
   */
  EagerGuest(String name, String room, Runnable heardOne) {
    this.name = name;
    this.room = room;
    this.heardOne = heardOne;
  }

  /** Logs in and enters the room. */
  void enter(URI server) {
    socket = CLIENT.newWebSocketBuilder().subprotocols("xmpp").buildAsync(server, this).join();
    open();
    send("<auth xmlns='%s' mechanism='ANONYMOUS'/>".formatted(SASL));
    await(SASL, "success");
    open();
    send("<iq xmlns='%s' type='set' id='b'><bind xmlns='%s'/></iq>".formatted(CLIENT_NS, BIND));
    await(CLIENT_NS, "iq");
    send(
        "<presence xmlns='%s' to='%s/%s'><x xmlns='%s'/></presence>"
            .formatted(CLIENT_NS, room, name, MUC));
    var presence = await(CLIENT_NS, "presence");
    while (!isOwn(presence)) {
      presence = await(CLIENT_NS, "presence");
    }
  }

  /** Begins to talk. */
  void talk() {
    var talk =
        new Thread(
            () -> {
              try {
                sayAll();
              } finally {
                talked.complete(null);
              }
            },
            name);
    talk.setDaemon(true);
    talk.start();
  }

  private void sayAll() {
    while (true) {
      allowed.acquireUninterruptibly();
      if (silent || end.isDone()) {
        allowed.release();
        return;
      }
      try {
        said++;
        send(
            "<message xmlns='%s' type='groupchat' to='%s' id='%s'><body>%s %d</body></message>"
                .formatted(CLIENT_NS, room, said, name, said));
      } catch (CompletionException e) {
        // The server is gone; whether it has got this one is not known.
        return;
      }
    }
  }

  /** Says no more. */
  void hush() {
    silent = true;
  }

  /** Waits until each of its messages has come back, and ends its stream. */
  void leave() {
    within(talked);
    try {
      if (!allowed.tryAcquire(AHEAD, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException(name + " does not get back what it said");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    send("<close xmlns='%s'/>".formatted(FRAMING));
    awaitEnd();
  }

  /** Waits until the connection has ended and all that the server had sent on it is noted. */
  void awaitEnd() {
    within(end);
    allowed.release();
    within(talked);
  }

  String name() {
    return name;
  }

  String room() {
    return room;
  }

  /** All messages with a body, in the order in which they came. */
  List<Heard> heard() {
    return heard;
  }

  /** What was refused, and why. */
  List<String> errors() {
    return errors;
  }

  /** How many messages may be in the archive. */
  int said() {
    return said;
  }

  private void open() {
    send("<open xmlns='%s' to='localhost' version='1.0'/>".formatted(FRAMING));
    await("http://etherx.jabber.org/streams", "features");
  }

  private void send(String frame) {
    socket.sendText(frame, true).join();
  }

  private Element await(String namespace, String wanted) {
    try {
      while (true) {
        var next = others.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (next == null) {
          throw new IllegalStateException(name + " waits in vain for " + wanted);
        }
        if (next.is(namespace, wanted)) {
          return next;
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** XEP-0045 §7.2.2: code 110. */
  private static boolean isOwn(Element presence) {
    return presence.children(MUC_USER, "x").stream()
        .flatMap(x -> x.children(MUC_USER, "status").stream())
        .anyMatch(status -> status.attribute("code").filter("110"::equals).isPresent());
  }

  private static void within(CompletableFuture<Void> event) {
    event.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    text.append(part);
    if (last) {
      note(Xml.parse(text.toString()));
      text.setLength(0);
    }
    from.request(1);
    return null;
  }

  private void note(Element came) {
    if (!came.is(CLIENT_NS, "message")) {
      others.add(came);
      return;
    }
    if (came.attribute("type").filter("error"::equals).isPresent()) {
      errors.add(Xml.render(came));
      allowed.release();
      return;
    }
    var body = came.child(CLIENT_NS, "body").map(Element::text);
    if (body.isEmpty()) {
      return;
    }
    var id = came.child(STANZA_ID, "stanza-id").flatMap(mark -> mark.attribute("id"));
    heard.add(new Heard(room, id.orElse("none"), body.get()));
    if (body.get().startsWith(name + " ")) {
      allowed.release();
    }
    heardOne.run();
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    end.complete(null);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    if (error instanceof IOException) {
      end.complete(null);
    } else {
      // Not the connection has ended: what came could not be read.
      end.completeExceptionally(error);
    }
  }
}
