package chat.mongoose.auth;

import com.nimbusds.jwt.JWTClaimsSet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;

/**
 * Holds a logout token against the settings, as OpenID Connect Back-Channel Logout 1.0 §2.6 says
 * and {@link JwtVerifier} does for logins. No login token passes here, for it tells of no event.
 */
@ApplicationScoped
class LogoutVerifier {

  /** What the claim {@code events} has to tell of. */
  static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

  /** §2.4: explicit typing is recommended. */
  static final String TYPE = "logout+jwt";

  private JwtVerifier verifier;

  /** For the container's proxy. */
  LogoutVerifier() {}

  @Inject
  LogoutVerifier(JwtVerifier verifier) {
    this.verifier = verifier;
  }

  /**
   * Takes a token; it is good no more then.
   *
   * @throws FailedLoginException if it is not good
   * @throws LoginException if that cannot be told now
   */
  PortalLogout take(String token) throws LoginException {
    var claims = verifier.claims(token, Set.of(TYPE, JwtVerifier.JWT));
    JwtVerifier.require(isEvent(claims), "without the event of a logout");
    // §2.4: so that nobody passes it for an ID token
    JwtVerifier.require(!claims.getClaims().containsKey("nonce"), "with a nonce");
    var username = JwtVerifier.username(claims);
    var sid = JwtVerifier.sid(claims);
    JwtVerifier.require(username.isPresent() || sid.isPresent(), "without sub and without sid");
    verifier.use(claims);
    return new PortalLogout(username, sid, claims.getIssueTime().toInstant());
  }

  private static boolean isEvent(JWTClaimsSet claims) {
    return claims.getClaim(JwtVerifier.EVENTS) instanceof Map<?, ?> events
        && events.get(EVENT) instanceof Map<?, ?>;
  }
}
