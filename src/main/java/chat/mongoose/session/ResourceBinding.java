package chat.mongoose.session;

import chat.mongoose.guard.Guarded;
import chat.mongoose.session.StreamError.Condition;
import chat.mongoose.stanza.Iq;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.xml.Element;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Binds a session to a full address (RFC 6120 §7). The client's wish for a resource is completed
 * with a part that is new each time and with the tag of the node, so it never gets exactly what it
 * asked for, as §7.7.1 allows.
 *
 * <p>No address is given twice: what a room or another user still has to say to a session that has
 * ended, or of it, never meets the one that comes after it. Who asks for the resource of a session
 * of his own takes its place all the same (§7.7.2.2).
 */
@ApplicationScoped
public class ResourceBinding implements StreamFeature {

  public static final String NS = "urn:ietf:params:xml:ns:xmpp-bind";

  /**
   * Sessions of one user, those that wait to be resumed among them: what one says of himself goes
   * to all of them.
   */
  static final int MOST = 50;

  /** Characters of a resource that the server makes: 50 random bits. */
  private static final int RANDOM_LENGTH = 10;

  private final Sessions sessions;
  private final NodeTag node;

  /** For the container's proxy. */
  ResourceBinding() {
    this(null, null);
  }

  @Inject
  public ResourceBinding(Sessions sessions, NodeTag node) {
    this.sessions = sessions;
    this.node = node;
  }

  @Override
  public Optional<Element> advertise(Session session) {
    return session.identity().isPresent() && session.jid().isEmpty()
        ? Optional.of(Element.of(NS, "bind"))
        : Optional.empty();
  }

  @Override
  public boolean handles(Session session, Element element) {
    return element.is(Stanza.NS, "iq")
        && element.has(NS, "bind")
        // RFC 6120 §8.2.3: an answer is never answered
        && element.attribute("type").filter(StreamNegotiation.ANSWERS::contains).isEmpty();
  }

  @Override
  public void negotiate(Session session, Element element) {
    if (session.identity().isEmpty()) {
      throw new StreamError(Condition.NOT_AUTHORIZED, "Log in before you bind a resource.");
    }
    bind(session, (Iq) Stanza.of(element.without("from").without("to")));
  }

  private void bind(Session session, Iq request) {
    if (request.type() != Iq.Type.SET) {
      throw new StanzaError(StanzaError.Condition.BAD_REQUEST, "Binding takes an IQ set.");
    }
    if (session.jid().isPresent()) {
      // RFC 6120 §7.6.2.1 names not-allowed for a second resource
      throw new StanzaError(
          StanzaError.Condition.NOT_ALLOWED, "This stream has its resource already.");
    }
    var wish = wish(request.payload());
    checkSpace(session, wish);
    var full = address(session, wish);
    wish.ifPresent(resource -> session.state(Wish.class, () -> new Wish(resource)));
    session.bound(full);
    var conflict = new StreamError(Condition.CONFLICT, "The same resource has logged in anew.");
    Guarded.each(
        sessions.bind(session, full).stream().filter(before -> isReplaced(before, wish)).toList(),
        before -> before.close(conflict));
    session.send(
        request
            .result(Element.of(NS, "bind").plus(Element.of(NS, "jid").plus(full.toString())))
            .element());
  }

  /** RFC 6120 §7.6.2.1. Whom he takes the place of does not count. */
  private void checkSpace(Session session, Optional<String> wish) {
    var bare = Jid.of(session.identity().orElseThrow().username(), session.domain());
    var others = sessions.of(bare);
    if (others.size() >= MOST && others.stream().noneMatch(other -> isReplaced(other, wish))) {
      throw new StanzaError(
          StanzaError.Condition.RESOURCE_CONSTRAINT,
          StanzaError.Type.WAIT,
          "You are connected " + MOST + " times already; end one of the others first.");
    }
  }

  private static boolean isReplaced(Session other, Optional<String> wish) {
    return wish.isPresent() && other.remembered(Wish.class).equals(wish.map(Wish::new));
  }

  private static Optional<String> wish(Element bind) {
    return bind.child(NS, "resource").map(Element::text).filter(text -> !text.isEmpty());
  }

  private Jid address(Session session, Optional<String> wish) {
    var bare = Jid.of(session.identity().orElseThrow().username(), session.domain());
    try {
      // a wish that cannot be prepared is refused even if its completion would hide the fault
      wish.ifPresent(bare::withResource);
      var own = Guest.random(RANDOM_LENGTH) + "-" + node.tag();
      return bare.withResource(wish.map(text -> text + "." + own).orElse(own));
    } catch (StanzaError e) {
      // RFC 6120 §7.7.2.1
      throw new StanzaError(StanzaError.Condition.BAD_REQUEST, e.getMessage());
    }
  }

  /** What the client has asked for. */
  private record Wish(String resource) {}
}
