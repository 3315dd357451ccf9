package chat.mongoose.auth;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;

/**
 * The login by JWT, if settings have switched it on. A token never makes its bearer somebody whom
 * our own database gives more: whoever is administrator or auditor there logs in there, unless
 * {@code mongoose.auth.jwt.roles} lets the site decide about that as well.
 */
@ApplicationScoped
public class JwtLogin implements SiteLogin {

  private JwtVerifier verifier;
  private RecentLogouts logouts;
  private Function<String, Optional<Account>> accounts;

  /** For the container's proxy. */
  JwtLogin() {}

  @Inject
  JwtLogin(JwtVerifier verifier, RecentLogouts logouts, RecentAccounts accounts) {
    this(verifier, logouts, accounts::find);
  }

  JwtLogin(
      JwtVerifier verifier, RecentLogouts logouts, Function<String, Optional<Account>> accounts) {
    this.verifier = verifier;
    this.logouts = logouts;
    this.accounts = accounts;
  }

  @Override
  public String settings() {
    return JwtSettings.PREFIX + "issuer";
  }

  @Override
  public Optional<AppConfigurationEntry> entry() {
    return isOn()
        ? Optional.of(
            new AppConfigurationEntry(
                JwtLoginModule.class.getName(),
                LoginModuleControlFlag.SUFFICIENT,
                Map.of(JwtLoginModule.LOGIN, this)))
        : Optional.empty();
  }

  boolean isOn() {
    return verifier.isOn();
  }

  /**
   * Takes a token; blocks as long as the database does.
   *
   * @throws FailedLoginException if it is not good, or for somebody whom it may not be for
   * @throws LoginException if that cannot be told now
   */
  JwtVerifier.Bearer admit(String token) throws LoginException {
    var bearer = verifier.take(token);
    if (logouts.ended(bearer.visit())) {
      throw new FailedLoginException("A JWT was refused: its user has logged out of the portal");
    }
    Optional<Account> account;
    try {
      account = accounts.apply(bearer.username());
    } catch (RuntimeException e) {
      throw StagedLoginModule.cause(new LoginException("The accounts cannot be read"), e);
    }
    if (account.filter(known -> known.disabled()).isPresent()) {
      throw new FailedLoginException("A JWT was refused: the account is disabled here");
    }
    if (account.filter(known -> !bearer.roles().containsAll(known.roles())).isPresent()) {
      throw new FailedLoginException(
          "A JWT was refused: it is for an account that has more roles here than it gives");
    }
    return bearer;
  }
}
