package chat.mongoose.auth;

import java.util.Set;
import javax.security.auth.login.FailedLoginException;

/**
 * Stands behind all others and refuses a token or cookie that none of them took for its own: JAAS
 * says the same of that as of a directory that does not answer, but who sends it will not succeed
 * later.
 */
public final class UnknownEvidenceModule extends StagedLoginModule {

  /** For JAAS. */
  public UnknownEvidenceModule() {}

  @Override
  protected Set<Object> check(String username, Evidence evidence) throws FailedLoginException {
    if (evidence.isGuessable()) {
      return Set.of();
    }
    throw new FailedLoginException("No login module knows " + evidence);
  }
}
