package chat.mongoose.archive;

import chat.mongoose.stanza.Jid;
import chat.mongoose.xml.Element;
import chat.mongoose.xml.Xml;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A client over WebSocket (RFC 7395) that asks rooms for their archive and talks in them. */
final class XmppClient implements AutoCloseable {

  private static final String OPEN =
      "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/>";
  private static final String CLIENT = "jabber:client";
  private static final String MAM = "urn:xmpp:mam:2";
  private static final String NICK = "bench";

  private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
  private final WebSocket socket;
  private int requests;

  XmppClient(int port) throws InterruptedException {
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .subprotocols("xmpp")
            .buildAsync(
                URI.create("ws://localhost:%d/mongoose/xmpp-websocket".formatted(port)),
                new Frames())
            .join();
    send(OPEN);
    await("<features", "<stream:features");
    var credentials = "\0" + RunningServer.USER + "\0" + RunningServer.PASSWORD;
    send(
        "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>%s</auth>"
            .formatted(
                Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8))));
    await("<success");
    send(OPEN);
    await("<features", "<stream:features");
    send(
        "<iq xmlns='jabber:client' type='set' id='bind'>"
            + "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
    await("<iq");
    send("<presence xmlns='jabber:client'/>");
  }

  /** Collects the parts of each frame. */
  private final class Frames implements WebSocket.Listener {

    private final StringBuilder parts = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      parts.append(part);
      if (last) {
        frames.add(parts.toString());
        parts.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      frames.add("<closed code='" + code + "'>" + reason + "</closed>");
      return null;
    }
  }

  /** Asks a room; answers how many messages came, which is none if it has been given up. */
  int ask(ArchiveQuery question) throws InterruptedException {
    var id = "q" + ++requests;
    var form =
        Element.of("jabber:x:data", "x").with("type", "submit").plus(field("FORM_TYPE", MAM));
    form =
        question.sender().map(with -> field("with", with.toString())).map(form::plus).orElse(form);
    form = question.from().map(at -> field("start", at.toString())).map(form::plus).orElse(form);
    form = question.until().map(at -> field("end", at.toString())).map(form::plus).orElse(form);
    if (!question.ids().isEmpty()) {
      form =
          form.plus(
              field("ids", question.ids().stream().map(Object::toString).toArray(String[]::new)));
    }
    var rsm = "http://jabber.org/protocol/rsm";
    var set = Element.of(rsm, "set").plus(Element.of(rsm, "max").plus("" + question.max()));
    if (question.after().isPresent()) {
      set = set.plus(Element.of(rsm, "after").plus(question.after().get().id().toString()));
    }
    if (question.newest()) {
      var before = Element.of(rsm, "before");
      set =
          set.plus(
              question.before().map(place -> before.plus(place.id().toString())).orElse(before));
    }
    var iq =
        Element.of(CLIENT, "iq")
            .with("type", "set")
            .with("id", id)
            .with("to", question.room().orElseThrow().toString())
            .plus(Element.of(MAM, "query").plus(form, set));
    send(Xml.render(iq));
    var results = 0;
    while (true) {
      var frame = receive();
      if (frame.startsWith("<iq")) {
        if (frame.contains("<resource-constraint")) {
          System.err.println("The archive has given this up: " + Xml.render(iq));
          return results;
        }
        if (!frame.contains("type=\"result\"") && !frame.contains("type='result'")) {
          throw new IllegalStateException("The archive has refused: " + frame);
        }
        return results;
      }
      results += frame.contains(MAM) ? 1 : 0;
    }
  }

  private static Element field(String name, String... values) {
    var field = Element.of("jabber:x:data", "field").with("var", name);
    for (String value : values) {
      field = field.plus(Element.of("jabber:x:data", "value").plus(value));
    }
    return field;
  }

  /** Enters a room; done with its subject, which is the last that a newcomer gets. */
  void enter(Jid room) throws InterruptedException {
    send(
        "<presence xmlns='jabber:client' to='%s/%s'>".formatted(room, NICK)
            + "<x xmlns='http://jabber.org/protocol/muc'/></presence>");
    await(frame -> frame.contains("<subject"));
  }

  void leave(Jid room) throws InterruptedException {
    send("<presence xmlns='jabber:client' type='unavailable' to='%s/%s'/>".formatted(room, NICK));
    await(frame -> frame.startsWith("<presence") && frame.contains("unavailable"));
  }

  /** Says so many messages at once; done when all have come back, so all are kept. */
  void say(Jid room, int messages) throws InterruptedException {
    for (int i = 0; i < messages; i++) {
      send(
          "<message xmlns='jabber:client' type='groupchat' to='%s' id='m%d'>".formatted(room, i)
              + "<body>please look at the timetable, and tell us what it says</body></message>");
    }
    for (int i = 0; i < messages; i++) {
      await(frame -> frame.contains("please look at the timetable"));
    }
  }

  private void send(String frame) {
    socket.sendText(frame, true).join();
  }

  private void await(String... starts) throws InterruptedException {
    await(
        frame -> {
          for (String start : starts) {
            if (frame.startsWith(start)) {
              return true;
            }
          }
          return false;
        });
  }

  private void await(Predicate<String> wanted) throws InterruptedException {
    while (!wanted.test(receive())) {}
  }

  private String receive() throws InterruptedException {
    var frame = frames.poll(120, TimeUnit.SECONDS);
    if (frame == null || frame.startsWith("<closed") || frame.contains("<stream:error")) {
      throw new IllegalStateException("The stream has ended: " + frame);
    }
    if (frame.startsWith("<message") && frame.contains("type=\"error\"")) {
      throw new IllegalStateException("Refused: " + frame);
    }
    return frame;
  }

  @Override
  public void close() {
    socket.abort();
  }
}
