package chat.mongoose.auth;

import chat.mongoose.session.Guest;
import java.util.Set;

/**
 * Lets in who brings no evidence, as a guest with a name of his own. It may stand in the server's
 * JAAS configuration; {@code mongoose.auth.guests} decides whether it is asked.
 */
public final class GuestLoginModule extends StagedLoginModule {

  /** For JAAS. */
  public GuestLoginModule() {}

  @Override
  protected Set<Object> check(String username, Evidence evidence) {
    return evidence instanceof Evidence.Anonymous
        ? Set.of(new AccountPrincipal(Guest.username(), true))
        : Set.of();
  }
}
