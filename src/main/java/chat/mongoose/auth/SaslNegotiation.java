package chat.mongoose.auth;

import chat.mongoose.auth.Exchange.Admitted;
import chat.mongoose.auth.Exchange.Challenge;
import chat.mongoose.auth.Exchange.Step;
import chat.mongoose.auth.SaslFailure.Condition;
import chat.mongoose.session.Identity;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.xml.Element;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

/**
 * SASL in one stream, from its features to success (RFC 6120 §6). One element at a time: the next
 * is taken when the answer to the last has been given.
 */
final class SaslNegotiation {

  static final String NS = "urn:ietf:params:xml:ns:xmpp-sasl";

  /** RFC 6120 §6.4.5 wants between two and five. */
  static final int MAX_FAILURES = 5;

  /** Characters of base64 that one element may hold. */
  static final int MAX_PAYLOAD = 65_536;

  /** What no client of good faith comes to. */
  private static final Set<Condition> UNCALLED =
      EnumSet.of(
          Condition.INCORRECT_ENCODING, Condition.INVALID_AUTHZID, Condition.MALFORMED_REQUEST);

  private static final Logger LOG = System.getLogger(SaslNegotiation.class.getName());

  private final Set<Mechanism> offered;
  private final Doorway doorway;
  private final String domain;
  private Optional<Exchange> running = Optional.empty();
  private int failures;

  /**
   * @param offered EXTERNAL among them counts if the doorway knows a visitor
   */
  SaslNegotiation(Set<Mechanism> offered, Doorway doorway, String domain) {
    this.offered = EnumSet.copyOf(offered);
    if (doorway.visitor().isEmpty()) {
      this.offered.remove(Mechanism.EXTERNAL);
    }
    this.doorway = doorway;
    this.domain = domain;
  }

  /**
   * What to do about an element.
   *
   * @param nonza the answer
   * @param identity who the client has proved to be, if it has
   * @param site what the login hangs on, if a site's login module has said so
   * @param last true if the client has failed too often to be heard any more
   */
  record Answer(
      Element nonza, Optional<Identity> identity, Optional<SiteEvidence> site, boolean last) {

    /** The client is not logged in by it. */
    private Answer(Element nonza, boolean last) {
      this(nonza, Optional.empty(), Optional.empty(), last);
    }
  }

  /** What is offered here. */
  Element features() {
    return features(offered);
  }

  /** {@code <mechanisms/>} (RFC 6120 §6.4.1). */
  static Element features(Set<Mechanism> offered) {
    return Element.of(NS, "mechanisms")
        .plus(
            offered.stream()
                .map(each -> Element.of(NS, "mechanism").plus(each.saslName()))
                .toList());
  }

  /** Takes an element in SASL's namespace. Never fails and does not block. */
  CompletionStage<Answer> receive(Element nonza) {
    return step(nonza).handle((step, failure) -> failure == null ? answer(step) : failed(failure));
  }

  private CompletionStage<Step> step(Element nonza) {
    try {
      return switch (nonza.name()) {
        case "auth" -> begin(nonza);
        case "response" -> respond(nonza);
        case "abort" -> throw new SaslFailure(Condition.ABORTED, "You have ended the login.");
        default -> throw SaslFailure.malformed("A client does not send this.");
      };
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletionStage<Step> begin(Element auth) {
    if (running.isPresent()) {
      throw SaslFailure.malformed("Answer the challenge, or abort, before you begin anew.");
    }
    var exchange = mechanism(auth.attribute("mechanism").orElse("")).with(doorway);
    running = Optional.of(exchange);
    // RFC 6120 §6.4.2: no data is no initial response, "=" is an empty one
    var initial = payload(auth);
    return initial.isEmpty() ? exchange.begin() : exchange.respond(decode(initial));
  }

  private CompletionStage<Step> respond(Element response) {
    var exchange =
        running.orElseThrow(
            () -> SaslFailure.malformed("Nothing has been asked; begin by <auth/>."));
    return exchange.respond(decode(payload(response)));
  }

  private Mechanism mechanism(String name) {
    var wanted =
        Mechanism.of(name)
            .orElseThrow(
                () ->
                    new SaslFailure(
                        Condition.INVALID_MECHANISM, "Use one of the offered mechanisms."));
    if (offered.contains(wanted)) {
      return wanted;
    }
    var weaker = offered.stream().anyMatch(better -> better.compareTo(wanted) < 0);
    throw weaker
        ? new SaslFailure(
            Condition.MECHANISM_TOO_WEAK, "This server wants a stronger mechanism, see its offer.")
        : new SaslFailure(Condition.INVALID_MECHANISM, "Use one of the offered mechanisms.");
  }

  private static String payload(Element nonza) {
    var text = nonza.text();
    if (nonza.child().isPresent() || text.length() > MAX_PAYLOAD) {
      throw SaslFailure.malformed(
          "<" + nonza.name() + "/> holds at most " + MAX_PAYLOAD + " characters of base64.");
    }
    return text;
  }

  private static byte[] decode(String text) {
    if (text.equals("=")) {
      return new byte[0];
    }
    try {
      if (text.length() % 4 == 0) {
        return Base64.getDecoder().decode(text);
      }
    } catch (IllegalArgumentException e) {
      LOG.log(Level.TRACE, "Not base64", e);
    }
    throw new SaslFailure(Condition.INCORRECT_ENCODING, "This is not base64 (RFC 4648 §4).");
  }

  private Answer answer(Step step) {
    if (step instanceof Challenge challenge) {
      return new Answer(nonza("challenge", challenge.data()), false);
    }
    var admitted = (Admitted) step;
    if (!mayActAs(admitted)) {
      return failed(
          new SaslFailure(Condition.INVALID_AUTHZID, "You may act for your own address only."));
    }
    running = Optional.empty();
    return new Answer(
        nonza("success", admitted.data()),
        Optional.of(admitted.identity()),
        admitted.site(),
        false);
  }

  /** RFC 6120 §6.3.8: an authorization identity is a bare address, here the client's own. */
  private boolean mayActAs(Admitted admitted) {
    if (admitted.authzid().isEmpty()) {
      return true;
    }
    try {
      return Jid.of(admitted.authzid()).equals(Jid.of(admitted.identity().username(), domain));
    } catch (StanzaError e) {
      return false;
    }
  }

  private Answer failed(Throwable failure) {
    running = Optional.empty();
    failures++;
    var cause = Gate.cause(failure);
    if (cause instanceof SaslFailure refused && UNCALLED.contains(refused.condition())) {
      doorway.refused(refused);
    }
    return new Answer(refusal(cause).toElement(), failures >= MAX_FAILURES);
  }

  private static SaslFailure refusal(Throwable cause) {
    if (cause instanceof SaslFailure failure) {
      return failure;
    }
    if (cause instanceof LoginRefused) {
      return new SaslFailure(Condition.NOT_AUTHORIZED, cause.getMessage());
    }
    if (cause instanceof LoginBraked || cause instanceof LoginUnavailable) {
      return new SaslFailure(Condition.TEMPORARY_AUTH_FAILURE, cause.getMessage());
    }
    if (!(cause instanceof RejectedExecutionException)) {
      LOG.log(Level.ERROR, "A login failed by a fault of this server.", cause);
    }
    return new SaslFailure(Condition.TEMPORARY_AUTH_FAILURE, LoginUnavailable.now().getMessage());
  }

  private static Element nonza(String name, byte[] data) {
    return Element.of(NS, name).plus(Base64.getEncoder().encodeToString(data));
  }
}
