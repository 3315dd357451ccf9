package chat.mongoose.wordpress;

import chat.mongoose.auth.AccountPrincipal;
import chat.mongoose.auth.Evidence;
import chat.mongoose.auth.RolePrincipal;
import chat.mongoose.auth.StagedLoginModule;
import jakarta.enterprise.inject.spi.CDI;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;

/**
 * Lets in the users of a WordPress site: by password, by application password, by the site's
 * "logged in" cookie in the place of a password (raw or percent-encoded), or by that cookie of the
 * request itself. The settings {@code mongoose.wordpress.*} say which site; they also put this
 * module before the others, unless the server has a JAAS configuration of its own. There it needs
 * no options but {@code cookies}, the name of the cookie.
 */
public final class WordPressLoginModule extends StagedLoginModule {

  private static final String COOKIE =
      "The site's cookie is nobody's: it has expired, its user has logged out, or %s and %s are not as in wp-config.php"
          .formatted(SiteConstants.KEY, SiteConstants.SALT);

  /** Option: the {@link Doorkeeper} to ask instead of the application's. */
  static final String DOORKEEPER = "doorkeeper";

  /** For JAAS. */
  public WordPressLoginModule() {}

  @Override
  protected Set<Object> check(String username, Evidence evidence) throws LoginException {
    try {
      if (evidence instanceof Evidence.Password password) {
        return grants(
            doorkeeper().password(username, password.secret()),
            "Not a user of the site, or not the password");
      }
      if (evidence instanceof Evidence.Cookies cookies) {
        var ours = doorkeeper().cookieOf(cookies.values());
        return ours.isPresent() ? grants(doorkeeper().cookie(ours.get()), COOKIE) : Set.of();
      }
      return Set.of();
    } catch (RuntimeException e) {
      throw cause(new LoginException("The users of the site cannot be read"), e);
    }
  }

  private static Set<Object> grants(Optional<Visitor> found, String otherwise)
      throws FailedLoginException {
    var visitor = found.orElseThrow(() -> new FailedLoginException(otherwise));
    var grants = new LinkedHashSet<Object>();
    grants.add(new AccountPrincipal(visitor.local(), false));
    visitor.roles().forEach(role -> grants.add(new RolePrincipal(role)));
    grants.add(visitor);
    return grants;
  }

  private Doorkeeper doorkeeper() {
    return option(DOORKEEPER) instanceof Doorkeeper given
        ? given
        : CDI.current().select(Doorkeeper.class).get();
  }
}
