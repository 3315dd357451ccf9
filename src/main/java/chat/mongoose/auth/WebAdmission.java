package chat.mongoose.auth;

import chat.mongoose.auth.AuthenticatedRequest.Address;
import chat.mongoose.security.SecurityEvent.Kind;
import chat.mongoose.security.SecurityLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Decides who sends a request to REST, by HTTP Basic (RFC 7617) or Bearer (RFC 6750), and keeps
 * that with the request for {@link WebLogin}.
 *
 * <p>Decision: whoever lets a request begin anew for another reason, as for its body, has this
 * decided before. Payara may lose a request that begins anew twice, if the second time comes before
 * the thread of the first has left.
 *
 * <p>Who calls: the thread that has the request, once for each.
 */
@ApplicationScoped
public class WebAdmission {

  static final String OUTCOME = WebLogin.class.getName();
  static final String ADDRESS = Address.class.getName();

  private Gate gate;

  /** For the container's proxy. */
  WebAdmission() {}

  @Inject
  WebAdmission(Gate gate) {
    this.gate = gate;
  }

  /**
   * Decides it, without a thread that waits.
   *
   * @return what ends when it is decided, see {@link WebLogin#goOn}; empty if it is now, also if
   *     nobody has to be known
   */
  public Optional<CompletionStage<Void>> decide(HttpServletRequest request) {
    var header = request.getHeader("Authorization");
    if (header == null || request.getAttribute(OUTCOME) != null) {
      return Optional.empty();
    }
    var sent = WebCredentials.of(header);
    if (sent.isEmpty()) {
      SecurityLog.tell(Caller.of(request).event(Kind.MALFORMED).reason("authorization"));
      request.setAttribute(OUTCOME, WebRefusal.of(new LoginRefused(), WebRefusal.BASIC));
      return Optional.empty();
    }
    var credentials = sent.get();
    var challenge = credentials.challenge();
    request.setAttribute(ADDRESS, Address.of(request));
    return Optional.of(
        gate.admit(Caller.of(request), credentials.username(), credentials.evidence())
            .handle(
                (admission, failure) -> {
                  request.setAttribute(
                      OUTCOME, failure == null ? admission : WebRefusal.of(failure, challenge));
                  return null;
                }));
  }
}
