package chat.mongoose.auth;

import chat.mongoose.security.SecurityEvent.Kind;
import chat.mongoose.security.SecurityLog;
import chat.mongoose.session.RequestCookies;
import chat.mongoose.session.Session;
import chat.mongoose.session.StreamError;
import chat.mongoose.session.StreamFeature;
import chat.mongoose.xml.Element;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Offers SASL in a stream whose client has not proved who it is (RFC 6120 §6). */
@ApplicationScoped
public class SaslFeature implements StreamFeature {

  private OfferedMechanisms offered;
  private Gate gate;
  private RecentLogouts logouts;
  private EndedLogins ended;

  /** For the container's proxy. */
  SaslFeature() {}

  @Inject
  SaslFeature(OfferedMechanisms offered, Gate gate, RecentLogouts logouts, EndedLogins ended) {
    this.offered = offered;
    this.gate = gate;
    this.logouts = logouts;
    this.ended = ended;
  }

  /** Looks whether the request has brought a cookie by which EXTERNAL would succeed. */
  @Override
  public Optional<CompletionStage<?>> prepare(Session session) {
    var cookies = session.remembered(RequestCookies.class);
    session.forget(RequestCookies.class);
    return cookies
        .filter(any -> offered.all().contains(Mechanism.EXTERNAL))
        .flatMap(any -> gate.admit(Caller.of(session), any.values()))
        .map(
            visit ->
                visit.handle((visitor, failure) -> begin(session, Optional.ofNullable(visitor))));
  }

  private SaslNegotiation begin(Session session, Optional<Admission> visitor) {
    return session.state(SaslNegotiation.class, () -> negotiation(session, visitor));
  }

  @Override
  public Optional<Element> advertise(Session session) {
    return session.identity().isPresent()
        ? Optional.empty()
        : Optional.of(
            session
                .remembered(SaslNegotiation.class)
                .map(SaslNegotiation::features)
                .orElseGet(() -> SaslNegotiation.features(offered.withoutCookies())));
  }

  @Override
  public boolean handles(Session session, Element element) {
    return session.identity().isEmpty() && element.namespace().equals(SaslNegotiation.NS);
  }

  @Override
  public void negotiate(Session session, Element nonza) {
    var negotiation = begin(session, Optional.empty());
    session.await(negotiation.receive(nonza).thenAccept(answer -> tell(session, answer)));
  }

  private SaslNegotiation negotiation(Session session, Optional<Admission> visitor) {
    return new SaslNegotiation(
        offered.all(), new SessionDoorway(gate, Caller.of(session), visitor), session.domain());
  }

  private void tell(Session session, SaslNegotiation.Answer answer) {
    session.send(answer.nonza());
    answer
        .identity()
        .ifPresent(
            identity -> {
              answer.site().ifPresent(site -> session.state(SiteEvidence.class, () -> site));
              session.authenticated(identity);
              session.forget(SaslNegotiation.class);
              answer
                  .site()
                  .flatMap(logouts::farewell)
                  .or(() -> ended.farewell(session))
                  .ifPresent(session::close);
            });
    if (answer.last()) {
      session.close(
          new StreamError(
              StreamError.Condition.POLICY_VIOLATION, "You have failed to log in too often."));
    }
  }

  private record SessionDoorway(Gate gate, Caller caller, Optional<Admission> visitor)
      implements Doorway {

    @Override
    public CompletionStage<Admission> admit(String username, Evidence evidence) {
      return gate.admit(caller, username, evidence);
    }

    @Override
    public void refused(SaslFailure failure) {
      var kind =
          failure.condition() == SaslFailure.Condition.INVALID_AUTHZID
              ? Kind.LOGIN_FAILED
              : Kind.MALFORMED;
      SecurityLog.tell(caller.event(kind).reason("sasl-" + failure.condition().element()));
    }

    @Override
    public CompletionStage<ScramParameters> parameters(ScramHash hash, String username) {
      return gate.parameters(hash, username);
    }
  }
}
