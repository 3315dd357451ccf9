package chat.mongoose.bosh;

import chat.mongoose.guard.Faults;
import chat.mongoose.guard.Guarded;
import chat.mongoose.security.SecurityEvent;
import chat.mongoose.security.SecurityEvent.Kind;
import chat.mongoose.security.SecurityLog;
import chat.mongoose.session.RequestCookies;
import chat.mongoose.session.SessionLimits;
import chat.mongoose.session.StreamNegotiation;
import chat.mongoose.web.RequestRate;
import chat.mongoose.xml.Element;
import chat.mongoose.xml.Xml;
import chat.mongoose.xml.XmlException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The BOSH sessions of this node, by their ids.
 *
 * <p>Who calls: any thread. What guards what: a concurrent map; each session guards itself. What
 * happens when full: no more are made than there may be sessions at all.
 */
@ApplicationScoped
class BoshSessions {

  /** XEP-0124 §19.3 wants ids that nobody can guess: 128 random bits. */
  private static final int ID_OCTETS = 16;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final ConcurrentHashMap<String, BoshTransport> byId = new ConcurrentHashMap<>();
  private final BoshSettings settings;
  private final SessionLimits limits;
  private final StreamNegotiation negotiation;
  private final RequestRate rate;
  private final Clock clock;

  /** For the container's proxy. */
  BoshSessions() {
    this(null, null, null, null, null);
  }

  @Inject
  BoshSessions(
      BoshSettings settings,
      SessionLimits limits,
      StreamNegotiation negotiation,
      RequestRate rate,
      Clock clock) {
    this.rate = rate;
    this.settings = settings;
    this.limits = limits;
    this.negotiation = negotiation;
    this.clock = clock;
  }

  /**
   * Takes the content of a request.
   *
   * @param reply gets the answer, once, now or later, from any thread; must not block
   */
  void received(byte[] content, Peer peer, Consumer<BoshAnswer> reply) {
    try {
      take(content, peer, reply);
    } catch (RuntimeException | Error e) {
      Faults.tell("a BOSH request from " + peer.address(), e);
      reply.accept(BoshAnswer.terminal(Condition.INTERNAL_SERVER_ERROR, SessionTerms.TEXT_XML));
    }
  }

  private void take(byte[] content, Peer peer, Consumer<BoshAnswer> reply) {
    Element element;
    try {
      element = Xml.parseWrapper(utf8(content));
    } catch (XmlException | CharacterCodingException e) {
      // whose it was cannot be told, so no session ends by it
      rate.charge(peer.address());
      SecurityLog.tell(
          SecurityEvent.of(Kind.MALFORMED, peer.address()).door("bosh").reason("not-well-formed"));
      reply.accept(BoshAnswer.terminal(Condition.BAD_REQUEST, SessionTerms.TEXT_XML));
      return;
    }
    var sid = element.attribute("sid");
    if (sid.isPresent()) {
      continued(sid.get(), element, content.length, peer, reply);
    } else {
      created(element, content.length, peer, reply);
    }
  }

  /** Lets each session look at the clock. */
  void look() {
    Guarded.each(byId.values(), BoshTransport::look);
  }

  private void continued(
      String sid, Element element, int octets, Peer peer, Consumer<BoshAnswer> reply) {
    var transport = Optional.ofNullable(byId.get(sid)).filter(found -> found.isOpenTo(peer));
    if (transport.isEmpty()) {
      rate.charge(peer.address());
      reply.accept(BoshAnswer.terminal(Condition.ITEM_NOT_FOUND, SessionTerms.TEXT_XML));
      return;
    }
    try {
      transport.get().received(BoshBody.of(element, octets), reply);
    } catch (BoshException e) {
      transport.get().refuse(e.condition(), reply);
    }
  }

  private void created(Element element, int octets, Peer peer, Consumer<BoshAnswer> reply) {
    rate.charge(peer.address());
    try {
      create(BoshBody.of(element, octets), peer, reply);
    } catch (BoshException e) {
      reply.accept(
          element.attribute("ver").isPresent()
              ? BoshAnswer.terminal(e.condition(), SessionTerms.TEXT_XML)
              : BoshAnswer.legacy(e.condition(), SessionTerms.TEXT_XML));
    }
  }

  private void create(BoshBody creation, Peer peer, Consumer<BoshAnswer> reply) {
    var terms = SessionTerms.settle(creation, settings);
    if (byId.size() >= limits.sessions()) {
      throw new BoshException(
          Condition.REMOTE_CONNECTION_FAILED, "There is no room for more sessions now.");
    }
    var sid = newId();
    var transport =
        new BoshTransport(
            sid,
            terms,
            creation.rid(),
            peer.withoutCookies(),
            negotiation,
            clock,
            () -> byId.remove(sid));
    byId.put(sid, transport);
    var session = negotiation.connect(transport, RequestCookies.of(peer.cookies()));
    transport.begin(session, creation, reply);
  }

  private static String newId() {
    var id = new byte[ID_OCTETS];
    RANDOM.nextBytes(id);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
  }

  private static String utf8(byte[] content) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
  }
}
