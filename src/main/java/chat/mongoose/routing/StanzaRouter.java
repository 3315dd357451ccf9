package chat.mongoose.routing;

import chat.mongoose.guard.Faults;
import chat.mongoose.guard.Guarded;
import chat.mongoose.session.Session;
import chat.mongoose.session.StanzaReceiver;
import chat.mongoose.session.StreamError;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Message;
import chat.mongoose.stanza.Presence;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import chat.mongoose.xml.Xml;
import io.github.bucket4j.Bucket;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Takes what a bound client sends: stamps the sender on it, checks its shape and the sender's rate,
 * and hands it to the component that serves its domain (RFC 6120 §8.1, §10).
 */
@ApplicationScoped
public class StanzaRouter implements StanzaReceiver {

  private final Map<String, Component> components = new HashMap<>();

  private final Iterable<Component> found;
  private final PostOffice post;
  private final StanzaRate rate;
  private final OctetRate octetRate;

  /** For the container's proxy. */
  StanzaRouter() {
    this(List.of(), null, null, null);
  }

  @Inject
  StanzaRouter(
      @Any Instance<Component> found, PostOffice post, StanzaRate rate, OctetRate octetRate) {
    this((Iterable<Component>) found, post, rate, octetRate);
  }

  StanzaRouter(Iterable<Component> found, PostOffice post, StanzaRate rate, OctetRate octetRate) {
    this.found = found;
    this.post = post;
    this.rate = rate;
    this.octetRate = octetRate;
  }

  /** Two components for one domain stop the start. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object started) {}

  @PostConstruct
  void find() {
    for (Component component : found) {
      var other = components.put(Jid.of(component.domain()).domain(), component);
      if (other != null) {
        throw new IllegalStateException(
            component.domain() + " is served by two: " + other.getClass() + component.getClass());
      }
    }
  }

  /** The domains that are served, sorted. */
  public Map<String, Component> components() {
    return new TreeMap<>(components);
  }

  @Override
  public void received(Session session, Element element) {
    var sender = session.jid().orElseThrow();
    checkFrom(element, sender);
    try {
      var said = inLanguage(element.without("from"), session);
      var stanza = addressed(Stanza.of(said).withFrom(sender), sender);
      route(session, stanza);
      if (element.attribute("to").isEmpty() && stanza instanceof Presence presence) {
        depart(session, presence);
      }
    } catch (StanzaError e) {
      refuse(session, element, e);
    }
  }

  @Override
  public void weighs(Session session, int octets) {
    octetRate.take(session, octets);
  }

  @Override
  public void ended(Session session) {
    var sender = session.jid().orElseThrow();
    var unavailable = Presence.of(Presence.Type.UNAVAILABLE).withFrom(sender);
    Guarded.each(
        session.state(DirectedPresence.class, DirectedPresence::new).shown(),
        to -> dispatch(unavailable.withTo(to)));
    dispatch(unavailable.withTo(sender.bare()));
  }

  @Override
  public void undelivered(Session session, List<Rendered> stanzas) {
    var gone = session.jid().orElseThrow();
    Guarded.each(stanzas, rendered -> undelivered(rendered, gone));
  }

  private void undelivered(Rendered rendered, Jid gone) {
    var stanza = Stanza.of(Xml.parseKept(rendered.text(Rendered.address(gone))));
    if (stanza instanceof Message message && isPersonal(message)) {
      // XEP-0198 §4: as if it had been sent to a resource that is not there
      dispatch(message, component -> component.reroute(message, rendered, gone));
    }
  }

  /** What a room says is in its archive, and nobody waits for an answer to it. */
  private static boolean isPersonal(Message message) {
    return message.type() == Message.Type.CHAT || message.type() == Message.Type.NORMAL;
  }

  private void route(Session session, Stanza stanza) {
    rate.take(session.state(Bucket.class, rate::bucket));
    if (stanza instanceof Presence presence && isDirected(presence)) {
      session.remember(
          session.state(DirectedPresence.class, DirectedPresence::new).record(presence));
    }
    dispatch(stanza);
    if (stanza instanceof Presence presence && presence.type() == Presence.Type.AVAILABLE) {
      takeBackIfGone(session, presence);
    }
  }

  /**
   * RFC 6121 §4.5.2, XEP-0045 §7.14: who says to nobody in particular that he is unavailable says
   * it to all whom he has shown himself to, and so leaves his rooms.
   */
  private void depart(Session session, Presence presence) {
    if (presence.type() != Presence.Type.UNAVAILABLE) {
      return;
    }
    var directed = session.state(DirectedPresence.class, DirectedPresence::new);
    for (Jid to : directed.shown()) {
      var farewell = presence.withTo(to);
      session.remember(directed.record(farewell));
      dispatch(farewell);
    }
  }

  /**
   * Another thread may have ended the session while this stanza was being handled, and said
   * good-bye before it has arrived: who is told that somebody has come must hear afterwards that he
   * has gone.
   */
  private void takeBackIfGone(Session session, Presence shown) {
    if (session.hasEnded()) {
      dispatch(
          Presence.of(Presence.Type.UNAVAILABLE)
              .withFrom(shown.from().orElseThrow())
              .withTo(shown.to().orElseThrow()));
    }
  }

  /** Hands a stanza with both addresses to whoever serves its domain. */
  private void dispatch(Stanza stanza) {
    dispatch(stanza, component -> component.route(stanza));
  }

  private void dispatch(Stanza stanza, Consumer<Component> how) {
    var component = components.get(stanza.to().orElseThrow().domain());
    try {
      if (component == null) {
        throw new StanzaError(
            Condition.REMOTE_SERVER_NOT_FOUND, "This server does not talk to other servers.");
      }
      how.accept(component);
    } catch (StanzaError e) {
      post.bounce(stanza, e);
    } catch (RuntimeException | Error e) {
      Faults.tell("stanza " + stanza.id() + " of " + stanza.from(), e);
      post.bounce(
          stanza,
          new StanzaError(Condition.INTERNAL_SERVER_ERROR, "Something went wrong on this server."));
    }
  }

  /**
   * RFC 6120 §8.1.2.1: a sender may state only himself. COMPAT Converse, loaded anew, states the
   * resource that it had before; who he is he still says, and that is what everybody is told.
   */
  private static void checkFrom(Element element, Jid sender) {
    var stated = element.attribute("from");
    if (stated.isEmpty() || stated.get().equals(sender.toString())) {
      return;
    }
    if (!isSender(stated.get(), sender)) {
      throw new StreamError(
          StreamError.Condition.INVALID_FROM, "You are " + sender + " and nobody else.");
    }
  }

  private static boolean isSender(String stated, Jid sender) {
    try {
      return Jid.of(stated).sameBare(sender);
    } catch (StanzaError e) {
      return false;
    }
  }

  /** RFC 6120 §8.1.5: who reads it cannot know in which language the sender's stream is. */
  private static Element inLanguage(Element stanza, Session session) {
    var lang = session.lang();
    return lang.isPresent() && stanza.attribute("xml:lang").isEmpty()
        ? stanza.with("xml:lang", lang.get())
        : stanza;
  }

  /** RFC 6120 §10.3: what has no address is for the sender's own account. */
  private static Stanza addressed(Stanza stanza, Jid sender) {
    return stanza.to().isPresent() ? stanza : stanza.withTo(sender.bare());
  }

  private static boolean isDirected(Presence presence) {
    return presence.isAvailability()
        && !presence.to().orElseThrow().sameBare(presence.from().orElseThrow());
  }

  /** Answers what could not even be read as a stanza, as far as its kind allows. */
  private static void refuse(Session session, Element element, StanzaError error) {
    var type = element.attribute("type");
    if (type.filter(t -> t.equals("error") || t.equals("result")).isPresent()) {
      return;
    }
    session.send(
        Element.of(Stanza.NS, element.name())
            .with("type", "error")
            .withAny("id", element.attribute("id"))
            .withAny("from", readable(element.attribute("to")))
            .with("to", session.jid().orElseThrow().toString())
            .plus(error.toElement()));
  }

  private static Optional<String> readable(Optional<String> address) {
    try {
      return address.map(Jid::of).map(Jid::toString);
    } catch (StanzaError e) {
      return Optional.empty();
    }
  }
}
