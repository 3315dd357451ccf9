package chat.mongoose.auth;

import chat.mongoose.guard.Readable;
import chat.mongoose.guard.Seldom;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;

/**
 * Logs why what a site vouches with was refused: tokens and cookies, which nobody mistypes. Whoever
 * has just set the site's login up finds there which setting it is. Browsers whose cookie has
 * expired come too, and anybody can send what is wrong, so only a few are told of in an hour.
 */
final class RefusedSiteLogins {

  private final Logger log;
  private final Seldom lines = new Seldom(10, Duration.ofHours(1));

  RefusedSiteLogins(Logger log) {
    this.log = log;
  }

  /** A login has failed by this evidence. */
  void tell(Evidence evidence, Exception failure, Instant now) {
    if (evidence.isGuessable() && !isJwt(evidence)) {
      return;
    }
    var unsaid = lines.take(now);
    if (unsaid.isPresent()) {
      log.log(
          Level.WARNING,
          "A login of the site was refused ({0}): {1}{2}",
          evidence.mechanism(),
          Readable.of(failure.getMessage()),
          unsaid.getAsLong() > 0 ? " (" + unsaid.getAsLong() + " more before)" : "");
    }
  }

  /** Clients that know nothing else send a token for a password. */
  private static boolean isJwt(Evidence evidence) {
    return evidence instanceof Evidence.Password password
        && JwtVerifier.looksLikeJwt(password.secret());
  }
}
