package chat.mongoose.bosh;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.session.Identity;
import chat.mongoose.session.NodeTag;
import chat.mongoose.session.ResourceBinding;
import chat.mongoose.session.Session;
import chat.mongoose.session.SessionLimits;
import chat.mongoose.session.Sessions;
import chat.mongoose.session.StanzaReceiver;
import chat.mongoose.session.StreamFeature;
import chat.mongoose.session.StreamManagement;
import chat.mongoose.session.StreamNegotiation;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.testkit.TestClock;
import chat.mongoose.web.RequestRate;
import chat.mongoose.xml.Element;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** All of BOSH but HTTP, over real streams, with a clock that the test moves. */
final class Stage {

  static final Peer PEER = new Peer("192.0.2.7", false);
  static final String LOGIN = "<login xmlns='urn:test'/>";

  /** Frames that may wait for one client. */
  static final int OUTBOX = 300;

  final TestClock clock = new TestClock();
  final Sessions sessions = new Sessions();

  /** The ids of the stanzas that came to be routed. */
  final List<String> routed = new CopyOnWriteArrayList<>();

  final List<Session> ended = new CopyOnWriteArrayList<>();

  /** Stanzas that came back since nobody has acknowledged them. */
  final List<Rendered> undelivered = new CopyOnWriteArrayList<>();

  final BoshSessions bosh;

  Stage() {
    this(10);
  }

  Stage(int maxSessions) {
    this(maxSessions, Function.identity());
  }

  /**
   * @param clocks what becomes of the clock for BOSH alone
   */
  Stage(int maxSessions, Function<Clock, Clock> clocks) {
    var limits =
        new SessionLimits(
            maxSessions, OUTBOX, 10_000_000, Duration.ofSeconds(30), Duration.ofMinutes(1));
    var node = new NodeTag();
    var negotiation =
        new StreamNegotiation(
            "localhost",
            sessions,
            limits,
            List.of(
                new AnyLogin(),
                new ResourceBinding(sessions, node),
                new StreamManagement(sessions, node, Duration.ofMinutes(5))),
            new Router(),
            clock);
    bosh =
        new BoshSessions(
            new BoshSettings(), limits, negotiation, RequestRate.unlimited(), clocks.apply(clock));
  }

  /** A request's whole content, as it comes over HTTP. */
  Reply post(String content) {
    return post(content, PEER);
  }

  Reply post(String content, Peer peer) {
    var reply = new Reply();
    bosh.received(content.getBytes(StandardCharsets.UTF_8), peer, reply);
    return reply;
  }

  static String body(String attributes, String content) {
    return "<body xmlns='http://jabber.org/protocol/httpbind' xmlns:xmpp='urn:xmpp:xbosh' "
        + attributes
        + ">"
        + content
        + "</body>";
  }

  /** A new session; its first request has the rid 100. */
  Client client(String attributes) {
    var reply = create(attributes);
    assertThat(reply.payloads()).containsExactly("features");
    return new Client(reply.attribute("sid"));
  }

  Reply create(String attributes) {
    return post(body("rid='100' to='localhost' ver='1.11' xmpp:version='1.0' " + attributes, ""));
  }

  /** As each second in a running server. */
  void pass(Duration time) {
    clock.pass(time);
    bosh.look();
  }

  void passSeconds(int seconds) {
    for (int i = 0; i < seconds; i++) {
      pass(Duration.ofSeconds(1));
    }
  }

  /** One session as its client sees it. */
  final class Client {

    final String sid;
    private long last = 100;

    private Client(String sid) {
      this.sid = sid;
    }

    /** The next request. */
    Reply send(String attributes, String content) {
      return sendAs(++last, attributes, content);
    }

    Reply send(String content) {
      return send("", content);
    }

    Reply poll() {
      return send("", "");
    }

    /** A request out of turn. */
    Reply sendAs(long rid, String attributes, String content) {
      return post(request(rid, attributes, content));
    }

    String request(long rid, String attributes, String content) {
      return body("sid='" + sid + "' rid='" + rid + "' " + attributes, content);
    }

    long last() {
      return last;
    }

    /** Logs in and binds, which takes the requests 101 to 103; returns the session. */
    Session logIn() {
      assertThat(send(LOGIN).payloads()).containsExactly("success");
      assertThat(send("xmpp:restart='true' to='localhost'", "").payloads())
          .containsExactly("features");
      var bound =
          send(
              "<iq xmlns='jabber:client' type='set' id='b'><bind xmlns='"
                  + ResourceBinding.NS
                  + "'/></iq>");
      assertThat(bound.payloads()).containsExactly("iq");
      return sessions.connected().stream()
          .filter(session -> session.jid().isPresent())
          .reduce((one, other) -> other)
          .orElseThrow();
    }
  }

  static String message(String id) {
    return "<message xmlns='jabber:client' id='" + id + "'/>";
  }

  static Element stanza(String id) {
    return Element.of("jabber:client", "message").with("id", id);
  }

  private final class Router implements StanzaReceiver {
    @Override
    public void received(Session session, Element stanza) {
      routed.add(stanza.attribute("id").orElse(stanza.name()));
    }

    @Override
    public void ended(Session session) {
      ended.add(session);
    }

    @Override
    public void undelivered(Session session, List<Rendered> stanzas) {
      undelivered.addAll(stanzas);
    }
  }

  /** Lets anybody in as Romeo. */
  private static final class AnyLogin implements StreamFeature {
    @Override
    public Optional<Element> advertise(Session session) {
      return session.identity().isEmpty()
          ? Optional.of(Element.of("urn:test", "login"))
          : Optional.empty();
    }

    @Override
    public boolean handles(Session session, Element element) {
      return element.is("urn:test", "login");
    }

    @Override
    public void negotiate(Session session, Element element) {
      session.authenticated(new Identity("romeo", false, Set.of()));
      session.send(Element.of("urn:test", "success"));
    }
  }
}
