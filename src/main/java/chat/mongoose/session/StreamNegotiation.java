package chat.mongoose.session;

import chat.mongoose.guard.Faults;
import chat.mongoose.guard.Guarded;
import chat.mongoose.security.SecurityEvent.Kind;
import chat.mongoose.security.SecurityLog;
import chat.mongoose.session.StreamError.Condition;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.xml.Element;
import chat.mongoose.xml.Xml;
import chat.mongoose.xml.XmlException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Takes a connection from its first byte to its last: header, features, restart, binding, stanzas,
 * errors and the end (RFC 6120 §4). The doors call it; each call returns soon.
 */
@ApplicationScoped
public class StreamNegotiation {

  private static final Logger LOG = System.getLogger(StreamNegotiation.class.getName());
  private static final int STREAM_ID_LENGTH = 26;

  /** What no client of good faith is told. */
  private static final Set<Condition> HOSTILE =
      EnumSet.of(
          Condition.BAD_FORMAT,
          Condition.INVALID_FROM,
          Condition.NOT_WELL_FORMED,
          Condition.POLICY_VIOLATION,
          Condition.RESTRICTED_XML);

  /** RFC 6120 §8.3.1, §8.2.3: what is never answered. */
  static final Set<String> ANSWERS = Set.of("error", "result");

  private final String domain;
  private final Sessions sessions;
  private final SessionLimits limits;
  private final Bounds bounds;
  private final Shortage shortage;
  private final List<StreamFeature> features;
  private final StanzaReceiver receiver;
  private final Clock clock;

  /** For the container's proxy. */
  StreamNegotiation() {
    this("localhost", null, null, Bounds.none(), List.of(), null, null);
  }

  @Inject
  StreamNegotiation(
      @ConfigProperty(name = "mongoose.domain", defaultValue = "localhost") String domain,
      Sessions sessions,
      SessionLimits limits,
      Bounds bounds,
      @Any Instance<StreamFeature> features,
      StanzaReceiver receiver,
      Clock clock) {
    this(domain, sessions, limits, bounds, features.stream().toList(), receiver, clock);
  }

  /**
   * For whoever assembles a server without a container, and bounds nobody.
   *
   * @param domain the XMPP domain that is served
   */
  public StreamNegotiation(
      String domain,
      Sessions sessions,
      SessionLimits limits,
      List<StreamFeature> features,
      StanzaReceiver receiver,
      Clock clock) {
    this(domain, sessions, limits, Bounds.none(), features, receiver, clock);
  }

  StreamNegotiation(
      String domain,
      Sessions sessions,
      SessionLimits limits,
      Bounds bounds,
      List<StreamFeature> features,
      StanzaReceiver receiver,
      Clock clock) {
    this.domain = checked(domain);
    this.sessions = sessions;
    this.limits = limits;
    this.bounds = bounds;
    this.shortage = new Shortage(bounds.budget(), bounds.addresses(), sessions, this::letGo);
    this.features = features;
    this.receiver = receiver;
    this.clock = clock;
  }

  /** Makes a wrong setting stop the start. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object started) {}

  String domain() {
    return domain;
  }

  /** A new connection without cookies; see {@link #connect(Transport, RequestCookies)}. */
  public Session connect(Transport transport) {
    return connect(transport, RequestCookies.NONE);
  }

  /**
   * A new connection; the door keeps the session and brings it what it receives.
   *
   * @param cookies of the request that made it, if a page of an allowed origin did so, else none
   */
  public Session connect(Transport transport, RequestCookies cookies) {
    var session = new Session(transport, this, limits, bounds, clock.instant());
    if (!cookies.isEmpty()) {
      session.state(RequestCookies.class, () -> cookies);
    }
    sessions.connect(session);
    relieve();
    var many = sessions.count() > limits.sessions();
    if (many || !bounds.budget().hasRoom()) {
      tell(session, Kind.LIMIT_REACHED, many ? "sessions" : "memory");
      end(session, Optional.of(tooMany()));
    } else if (!session.enters()) {
      end(session, Optional.of(tooMany()));
    }
    return session;
  }

  /**
   * Takes a text that holds one element.
   *
   * @param framing turns an element of the transport itself into an action; empty if it is none
   */
  public void received(
      Session session, String text, Function<Element, Optional<Runnable>> framing) {
    receive(
        session,
        Octets.of(text),
        Octets.cost(text),
        () -> {
          var element = Xml.parse(text);
          framing.apply(element).orElse(() -> element(session, element)).run();
        });
  }

  /** Takes an element that came with others, and was counted with them. */
  public void received(Session session, Element element) {
    received(session, element, 0);
  }

  /**
   * Takes an element that the door has parsed.
   *
   * @param octets of UTF-8 that it was on the wire
   */
  public void received(Session session, Element element, int octets) {
    receive(session, octets, Octets.cost(element), () -> element(session, element));
  }

  /**
   * Runs a piece of input behind those before it, for a door whose transport opens and closes
   * streams in its own way; what it throws ends the stream.
   */
  public void receive(Session session, Runnable piece) {
    receive(session, 0, Octets.PIECE, piece);
  }

  /**
   * @param octets on the wire
   * @param cost octets of heap while it waits
   */
  private void receive(Session session, int octets, int cost, Runnable piece) {
    var input = bounds.input();
    if (session.identity().isEmpty() && octets > input.login()) {
      tell(session, Kind.MALFORMED, "long-before-login");
      end(session, Optional.of(tooLong(input.login())));
    } else if (!session.receive(
        () -> guarded(session, octets, piece), cost, room(session, cost), clock.instant())) {
      tell(session, Kind.FLOOD_ENDED, "input");
      end(session, Optional.of(tooFast(session)));
    }
    relieve();
  }

  /** Octets that may wait; of who has logged in, one piece always. */
  private long room(Session session, int cost) {
    var most = bounds.input().waiting(session);
    return session.identity().isPresent() ? Math.max(most, cost) : most;
  }

  private static StreamError tooLong(int most) {
    return new StreamError(
        Condition.POLICY_VIOLATION, "Before the login nothing has more than " + most + " bytes.");
  }

  private static StreamError tooFast(Session session) {
    return new StreamError(
        Condition.POLICY_VIOLATION,
        session.identity().isPresent()
            ? "You send too fast, and do not wait."
            : "Wait for the answer to your login.");
  }

  /**
   * Lets the greediest sessions go if clients hold more memory than they may; for a door that has
   * counted what it holds itself.
   */
  public void relieve() {
    shortage.relieve();
  }

  /** The clock has come: who holds too much, or does not read how his session ended, goes. */
  void look() {
    Guarded.run("the look at who holds too much", shortage::look);
    Guarded.each(sessions.overdue(clock.instant()), Session::abort);
  }

  private void letGo(Session session) {
    if (session.hasEnded()) {
      session.abort();
    } else {
      LOG.log(Level.DEBUG, "{0} makes the server hold too much and is dropped.", session);
      drop(session);
    }
  }

  /** A sign of life below XMPP. */
  public void alive(Session session) {
    session.heard(clock.instant());
  }

  /**
   * The client opens the stream, for the first time or anew (RFC 6120 §4.2, §4.3.3). Called within
   * {@link #received} or {@link #receive}.
   */
  public void open(Session session, StreamHeader header) {
    if (session.isOpened() && !session.isRestartDue()) {
      throw new StreamError(Condition.BAD_FORMAT, "The stream is open already.");
    }
    session.opened(answer(header));
    header.lang().filter(StreamHeader::isLanguage).ifPresent(session::speaks);
    if (header.to().isEmpty()) {
      throw new StreamError(Condition.IMPROPER_ADDRESSING, "Say in 'to' which domain you want.");
    }
    if (!isServed(header.to().get())) {
      throw new StreamError(
          Condition.HOST_UNKNOWN, "This server serves " + domain + ", see 'from'.");
    }
    // RFC 6120 §4.7.5: no version is version 0.9, without features
    if (header.version().filter(StreamHeader::isSinceOne).isEmpty()) {
      throw new StreamError(Condition.UNSUPPORTED_VERSION, "The version must be 1.0.");
    }
    advertise(session);
  }

  /** RFC 7622 §3.2: whatever the case of its letters, and with or without a dot at the end. */
  private boolean isServed(String to) {
    if (to.equals(domain)) {
      return true;
    }
    try {
      var address = Jid.of(to);
      return address.isHost() && address.domain().equals(domain);
    } catch (StanzaError e) {
      return false;
    }
  }

  private void advertise(Session session) {
    var pending = features.stream().flatMap(feature -> feature.prepare(session).stream()).toList();
    if (pending.isEmpty()) {
      session.send(features(session));
      return;
    }
    var all = pending.stream().map(CompletionStage::toCompletableFuture);
    session.await(
        CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new))
            // what could not be prepared is not offered
            .handle((ready, failure) -> ready)
            .thenRun(() -> session.send(features(session))));
  }

  /**
   * The client has ended the stream (RFC 6120 §4.4); it is answered and the connection closed.
   * Called like {@link #open}.
   */
  public void closed(Session session) {
    end(session, Optional.empty());
  }

  /** The connection is gone; a session that may be resumed waits for its client. */
  public void lost(Session session) {
    if (session.putsOff(() -> lost(session))) {
      return;
    }
    if (session.detachesNow(clock.instant())) {
      session.dropConnection();
    } else if (!session.isDetached()) {
      drop(session);
    }
  }

  /** The client has not come back in time. */
  void giveUp(Session session) {
    drop(session);
  }

  /** The door refuses what the client sent before it could be parsed. */
  public void refuse(Session session, StreamError error) {
    receive(
        session,
        () -> {
          throw error;
        });
  }

  /**
   * A client that reads nothing loses its connection while there is room for it to come back to.
   */
  void stalled(Session session) {
    if (session.putsOff(() -> stalled(session))) {
      return;
    }
    if (session.detachesNow(clock.instant())) {
      LOG.log(Level.DEBUG, "{0} does not read and is disconnected.", session);
      session.dropConnection();
    }
  }

  void tooSlow(Session session) {
    LOG.log(Level.DEBUG, "{0} reads too slowly and is dropped.", session);
    drop(session);
  }

  private void drop(Session session) {
    if (session.putsOff(() -> drop(session))) {
      return;
    }
    if (session.endsNow()) {
      Guarded.run(session, () -> gone(session));
      Guarded.run(session, () -> receiver.undelivered(session, session.undelivered()));
    }
    Guarded.run(session, session::abort);
  }

  void end(Session session, Optional<StreamError> error) {
    if (session.putsOff(() -> end(session, error)) || !session.endsNow()) {
      return;
    }
    // RFC 6120 §4.9.1.2: an error before the header is preceded by a header
    if (error.isPresent() && !session.isOpened()) {
      session.opened(answer(header()));
    }
    Guarded.run(session, () -> gone(session));
    sessions.leaves(session, clock.instant().plus(limits.negotiation()));
    // who reads that the stream has ended can rely on it
    Guarded.run(session, () -> session.finish(error));
  }

  private void gone(Session session) {
    sessions.remove(session);
    if (session.jid().isPresent()) {
      receiver.ended(session);
    }
  }

  /** What the session has waited for has failed in a way that nobody answers. */
  void workFailed(Session session, Throwable fault) {
    if (session.jid().isEmpty()) {
      broken(session, fault);
    } else {
      Faults.tell(session, fault);
    }
  }

  private void broken(Session session, Throwable fault) {
    Faults.tell(session, fault);
    end(
        session,
        Optional.of(
            new StreamError(
                Condition.INTERNAL_SERVER_ERROR, "Something went wrong on this server.")));
  }

  private void guarded(Session session, int octets, Runnable piece) {
    if (session.hasEnded()) {
      return;
    }
    try {
      if (octets > 0 && session.jid().isPresent()) {
        receiver.weighs(session, octets);
      }
      piece.run();
    } catch (XmlException e) {
      refused(session, StreamError.of(e));
    } catch (StreamError e) {
      refused(session, e);
    } catch (RuntimeException | Error e) {
      broken(session, e);
    }
  }

  /** The client has sent what ends its stream. */
  private void refused(Session session, StreamError error) {
    if (HOSTILE.contains(error.condition())) {
      tell(session, Kind.MALFORMED, error.condition().element());
    }
    end(session, Optional.of(error));
  }

  private static void tell(Session session, Kind kind, String why) {
    if (!session.hasEnded()) {
      SecurityLog.tell(session.event(kind).reason(why));
    }
  }

  private void element(Session session, Element element) {
    if (!session.isOpened()) {
      throw new StreamError(Condition.BAD_FORMAT, "Open the stream first.");
    }
    if (session.isRestartDue()) {
      throw new StreamError(Condition.BAD_FORMAT, "Restart the stream after the login.");
    }
    var bound = session.jid().isPresent();
    var stanza = Stanza.isStanza(element);
    if (!bound || !stanza || element.name().equals("iq")) {
      for (StreamFeature feature : features) {
        if (feature.handles(session, element)) {
          negotiate(session, element, feature);
          if (stanza) {
            session.countHandled();
          }
          return;
        }
      }
    }
    if (!stanza) {
      throw unknown(element);
    }
    if (!bound) {
      // RFC 6120 §7.1
      throw new StreamError(
          Condition.NOT_AUTHORIZED, "Log in and bind a resource before you send stanzas.");
    }
    receive(session, element);
    // XEP-0198 §4: h counts handled stanzas, so after routing
    session.countHandled();
  }

  /** A stanza at fault is answered, as far as its kind allows, and the stream goes on. */
  private void receive(Session session, Element stanza) {
    try {
      receiver.received(session, stanza);
    } catch (StreamError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      Faults.tell("stanza " + stanza.attribute("id") + " of the " + session, e);
      if (stanza.attribute("type").filter(ANSWERS::contains).isEmpty()) {
        session.send(
            error(
                stanza,
                new StanzaError(
                    StanzaError.Condition.INTERNAL_SERVER_ERROR,
                    "Something went wrong on this server.")));
      }
    }
  }

  private static void negotiate(Session session, Element element, StreamFeature feature) {
    try {
      feature.negotiate(session, element);
    } catch (StanzaError e) {
      session.send(error(element, e));
    }
  }

  private static Element error(Element stanza, StanzaError error) {
    return Element.of(Stanza.NS, stanza.name())
        .with("type", "error")
        .withAny("id", stanza.attribute("id"))
        .plus(error.toElement());
  }

  private static StreamError unknown(Element element) {
    return switch (element.name()) {
      case "message", "presence", "iq" ->
          new StreamError(Condition.INVALID_NAMESPACE, "Stanzas are in " + Stanza.NS + ".");
      default ->
          new StreamError(
              Condition.UNSUPPORTED_STANZA_TYPE, "<" + element.name() + "/> is not known here.");
    };
  }

  private Element features(Session session) {
    var all = Element.of(StreamHeader.STREAMS, "features");
    for (StreamFeature feature : features) {
      all = all.plus(feature.advertise(session).stream().toList());
    }
    return all;
  }

  private StreamHeader answer(StreamHeader asked) {
    return new StreamHeader(
        Optional.empty(),
        Optional.of(domain),
        Optional.of(Guest.random(STREAM_ID_LENGTH)),
        Optional.of("1.0"),
        Optional.of(asked.lang().orElse("en")));
  }

  private static String checked(String domain) {
    try {
      if (Jid.of(domain).isHost()) {
        return Jid.of(domain).domain();
      }
    } catch (StanzaError e) {
      throw new IllegalArgumentException("mongoose.domain: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException("mongoose.domain is no domain: " + domain);
  }

  private static StreamHeader header() {
    return new StreamHeader(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static StreamError tooMany() {
    return new StreamError(
        Condition.RESOURCE_CONSTRAINT, "This server has no room for more sessions now.");
  }
}
