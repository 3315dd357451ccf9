package chat.mongoose.testkit;

import chat.mongoose.xml.Element;
import chat.mongoose.xml.Xml;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.function.Predicate;

/**
 * A guest's stream over a {@link RawWebSocket}, which reads when it is told to and no sooner. One
 * thread may send while another receives.
 */
public final class StreamClient implements AutoCloseable {

  public static final String CLIENT = "jabber:client";
  public static final String SM = "urn:xmpp:sm:3";

  private static final String OPEN =
      "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/>";
  private static final String GUEST =
      "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'/>";
  private static final String BIND = "urn:ietf:params:xml:ns:xmpp-bind";

  private final RawWebSocket socket;

  public StreamClient(Mongoose server) throws IOException {
    this(new RawWebSocket(server.webSocket()));
  }

  /**
   * @param connected to the server of this address, or to what stands before it
   */
  public StreamClient(Socket connected, URI address) throws IOException {
    this(new RawWebSocket(connected, address));
  }

  private StreamClient(RawWebSocket socket) {
    this.socket = socket;
  }

  /** What carries it, for who wants to write below stanzas. */
  public RawWebSocket socket() {
    return socket;
  }

  public void send(String element) throws IOException {
    socket.send(element);
  }

  /**
   * The next element; others than text frames are passed over.
   *
   * @throws IOException if the connection ends instead, or nothing comes
   */
  public Element receive() throws IOException {
    while (true) {
      var frame = socket.receive().orElseThrow(() -> new EOFException("The connection has ended."));
      if (frame.opcode() == RawWebSocket.CLOSE) {
        throw new EOFException("The server has closed the connection.");
      }
      if (frame.opcode() == RawWebSocket.TEXT) {
        return Xml.parse(frame.text());
      }
    }
  }

  /** The next element of this kind; others are passed over. */
  public Element receive(Predicate<Element> wanted) throws IOException {
    while (true) {
      var next = receive();
      if (wanted.test(next)) {
        return next;
      }
    }
  }

  public Element receive(String name) throws IOException {
    return receive(element -> element.name().equals(name));
  }

  /** As far as the features of somebody who has logged in. */
  public StreamClient logIn() throws IOException {
    send(OPEN);
    receive("features");
    send(GUEST);
    receive("success");
    send(OPEN);
    receive("features");
    return this;
  }

  /** Answers the full address. */
  public String bind() throws IOException {
    send("<iq xmlns='%s' type='set' id='bind'><bind xmlns='%s'/></iq>".formatted(CLIENT, BIND));
    return receive("iq")
        .child(BIND, "bind")
        .flatMap(bind -> bind.child(BIND, "jid"))
        .orElseThrow()
        .text();
  }

  /** Answers the id by which the stream can be resumed (XEP-0198 §3). */
  public String enable(String attributes) throws IOException {
    send("<enable xmlns='%s' resume='true' %s/>".formatted(SM, attributes));
    return receive("enabled").attribute("id").orElseThrow();
  }

  /** What the server says to it: {@code resumed} or {@code failed} (XEP-0198 §5). */
  public Element resume(String id, long handled) throws IOException {
    send("<resume xmlns='%s' previd='%s' h='%d'/>".formatted(SM, id, handled));
    return receive(element -> element.namespace().equals(SM));
  }

  /** Says how many stanzas have been handled (XEP-0198 §4). */
  public void acknowledge(long handled) throws IOException {
    send("<a xmlns='%s' h='%d'/>".formatted(SM, handled));
  }

  /** Enters a room, and answers how many stanzas have come until its subject. */
  public int enter(String room, String nick) throws IOException {
    send(
        "<presence xmlns='%s' to='%s/%s'><x xmlns='http://jabber.org/protocol/muc'/></presence>"
            .formatted(CLIENT, room, nick));
    var stanzas = 0;
    while (true) {
      var next = receive();
      stanzas += next.namespace().equals(CLIENT) ? 1 : 0;
      if (next.has(CLIENT, "subject")) {
        return stanzas;
      }
    }
  }

  /** Breaks the connection without a word. */
  public void drop() throws IOException {
    close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
