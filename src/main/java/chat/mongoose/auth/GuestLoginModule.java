package chat.mongoose.auth;

import chat.mongoose.session.Guest;
import jakarta.enterprise.inject.spi.CDI;
import java.util.Set;
import javax.security.auth.login.LoginException;

/**
 * Lets in who brings no evidence, as a guest with a name of his own, and gives who brings a {@link
 * GuestToken} the name that he had before. It may stand in the server's JAAS configuration; {@code
 * mongoose.auth.guests} decides whether it is asked.
 */
public final class GuestLoginModule extends StagedLoginModule {

  /** Option: the {@link GuestNames} to use instead of the application's. */
  static final String NAMES = "names";

  /** For JAAS. */
  public GuestLoginModule() {}

  @Override
  protected Set<Object> check(String username, Evidence evidence) throws LoginException {
    return evidence instanceof Evidence.Anonymous guest
        ? Set.of(new AccountPrincipal(name(guest), true))
        : Set.of();
  }

  private String name(Evidence.Anonymous guest) throws LoginException {
    try {
      return guest.token().map(token -> names().of(token)).orElseGet(Guest::username);
    } catch (RuntimeException e) {
      throw cause(new LoginException("Whether a guest was here before cannot be told"), e);
    }
  }

  private GuestNames names() {
    return option(NAMES) instanceof GuestNames given
        ? given
        : CDI.current().select(GuestNames.class).get();
  }
}
