package chat.mongoose.auth;

import chat.mongoose.guard.Guarded;
import chat.mongoose.guard.Readable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;

/**
 * Hears from a portal that somebody has logged out there, and ends what hangs on it here: his chat
 * sessions, also those that wait to be resumed, and his tokens. It knows those of this node only; a
 * portal with several nodes behind its balancer tells each of them.
 */
@ApplicationScoped
public class LogoutDesk {

  /** What a session is told. */
  static final String WHY =
      "You have logged out of the site, or your login there has changed; log in there and come"
          + " back.";

  private static final Logger LOG = System.getLogger(LogoutDesk.class.getName());

  private LogoutVerifier verifier;
  private RecentLogouts logouts;
  private Tokens tokens;
  private SiteSessions sessions;
  private UselessEvidence useless;

  /** For the container's proxy. */
  LogoutDesk() {}

  @Inject
  LogoutDesk(
      LogoutVerifier verifier,
      RecentLogouts logouts,
      Tokens tokens,
      SiteSessions sessions,
      Clock clock) {
    this.verifier = verifier;
    this.logouts = logouts;
    this.tokens = tokens;
    this.sessions = sessions;
    this.useless = new UselessEvidence(clock);
  }

  /**
   * Takes the portal's word for it; never blocks. A logout of somebody who is not here is none the
   * worse.
   *
   * @param address whose the request is; one that brings many bad tokens is told to wait
   * @param token signed by the key that signs logins
   * @return completes when all has been ended, or fails with what {@link WebRefusal#ofLogout} can
   *     tell
   */
  public CompletionStage<Void> logout(String address, String token) {
    try {
      return useless.watch(address, () -> logout(token));
    } catch (LoginBraked e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletionStage<Void> logout(String token) {
    try {
      end(verifier.take(token));
      return CompletableFuture.completedFuture(null);
    } catch (FailedLoginException e) {
      LOG.log(Level.DEBUG, "A logout was refused: {0}", Readable.of(e.getMessage()));
      return CompletableFuture.failedFuture(new LoginRefused());
    } catch (LoginException e) {
      LOG.log(Level.WARNING, "A logout cannot be taken now: {0}", e.getMessage());
      return CompletableFuture.failedFuture(LoginUnavailable.now());
    }
  }

  private void end(PortalLogout logout) {
    logouts.remember(logout);
    tokens.takeBack(logout::ends);
    Guarded.each(
        sessions.of(PortalVisit.class).stream()
            .filter(session -> logout.ends(session.evidence()))
            .toList(),
        session -> session.end(WHY));
  }
}
