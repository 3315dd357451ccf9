package chat.mongoose.auth;

import jakarta.enterprise.inject.spi.CDI;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;

/**
 * Lets in whom the site vouches for by a JWT: as a token of its own, or as the password of a client
 * that knows nothing else. Switched on by {@code mongoose.auth.jwt.*}; where the server has a JAAS
 * configuration of its own, it needs to stand there, without options.
 */
public final class JwtLoginModule extends StagedLoginModule {

  /** Option: the {@link JwtLogin} to ask instead of the application's. */
  static final String LOGIN = "login";

  /** For JAAS. */
  public JwtLoginModule() {}

  @Override
  protected Set<Object> check(String username, Evidence evidence) throws LoginException {
    if (evidence instanceof Evidence.Bearer bearer) {
      return grants(username, bearer.secret());
    }
    return evidence instanceof Evidence.Password password
            && JwtVerifier.looksLikeJwt(password.secret())
        ? grants(username, password.secret())
        : Set.of();
  }

  /**
   * @param username that the token has to be for; empty for any
   */
  private Set<Object> grants(String username, char[] token) throws LoginException {
    if (!jwt().isOn() || !JwtVerifier.looksLikeJwt(token)) {
      return Set.of();
    }
    var bearer = jwt().admit(new String(token));
    if (!username.isEmpty() && !SiteName.isFor(username, bearer.username())) {
      throw new FailedLoginException("A JWT was refused: it is for another name");
    }
    var grants = new LinkedHashSet<Object>();
    grants.add(new AccountPrincipal(bearer.username(), false));
    grants.add(bearer.visit());
    bearer.roles().forEach(role -> grants.add(new RolePrincipal(role)));
    return grants;
  }

  private JwtLogin jwt() {
    return option(LOGIN) instanceof JwtLogin given
        ? given
        : CDI.current().select(JwtLogin.class).get();
  }
}
