package chat.mongoose.archive;

import chat.mongoose.testkit.Mongoose;
import chat.mongoose.xml.Element;
import chat.mongoose.xml.Xml;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A guest in a room who counts what he says, and waits for what becomes of it. */
final class Visitor implements WebSocket.Listener, AutoCloseable {

  /** What everybody is told whom the database keeps waiting. */
  static final String WAIT = "resource-constraint";

  private static final String NS = "jabber:client";
  private static final String NS_FRAMING = "urn:ietf:params:xml:ns:xmpp-framing";

  private final BlockingQueue<Element> received = new LinkedBlockingQueue<>();
  private final StringBuilder partial = new StringBuilder();
  private final WebSocket socket;
  private final String room;

  Visitor(Mongoose server, String room, String nick) {
    this.room = room;
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .subprotocols("xmpp")
            .buildAsync(server.webSocket(), this)
            .join();
    open();
    send("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'/>");
    await(element -> element.name().equals("success"));
    open();
    send(
        "<iq xmlns='jabber:client' type='set' id='bind'>"
            + "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
    await(element -> is(element, "iq", "bind"));
    send(
        "<presence xmlns='jabber:client' to='%s/%s'><x xmlns='http://jabber.org/protocol/muc'/>"
                .formatted(room, nick)
            + "</presence>");
    await(element -> element.is(NS, "message") && element.has(NS, "subject"));
  }

  /** Says it; true if everybody got it, false if it came back with a request to wait. */
  boolean says(String text) {
    send(
        "<message xmlns='jabber:client' type='groupchat' to='%s' id='%s'><body>%2$s</body></message>"
            .formatted(room, text));
    var answer = await(element -> is(element, "message", text));
    if (answer.attribute("type").orElse("").equals("groupchat")) {
      return true;
    }
    assertAsksToWait(answer);
    return false;
  }

  /**
   * Asks the archive of the room, and answers what comes until it says that this was all; or that
   * it asks to wait.
   */
  String asksTheArchive() {
    send(
        "<iq xmlns='jabber:client' type='set' id='mam' to='%s'><query xmlns='urn:xmpp:mam:2'/></iq>"
            .formatted(room));
    var all = new StringBuilder();
    var next = await(element -> true);
    for (; !is(next, "iq", "mam"); next = await(element -> true)) {
      all.append(next).append('\n');
    }
    if (next.attribute("type").orElse("").equals("error")) {
      assertAsksToWait(next);
      return WAIT;
    }
    return all.toString();
  }

  private static void assertAsksToWait(Element answer) {
    var error = answer.child(NS, "error").orElseThrow();
    if (!error.has("urn:ietf:params:xml:ns:xmpp-stanzas", WAIT)
        || !error.attribute("type").orElse("").equals("wait")) {
      throw new AssertionError(answer);
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
    partial.append(text);
    if (last) {
      received.add(Xml.parse(partial.toString()));
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public void close() {
    socket.abort();
  }

  private void open() {
    send("<open xmlns='" + NS_FRAMING + "' to='localhost' version='1.0'/>");
    await(element -> element.name().equals("features"));
  }

  private void send(String text) {
    socket.sendText(text, true).join();
  }

  private Element await(Predicate<Element> wanted) {
    try {
      while (true) {
        var next = received.poll(30, TimeUnit.SECONDS);
        if (next == null) {
          throw new AssertionError("Nothing came any more.");
        }
        if (wanted.test(next)) {
          return next;
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean is(Element element, String name, String id) {
    return element.is(NS, name) && element.attribute("id").filter(id::equals).isPresent();
  }
}
