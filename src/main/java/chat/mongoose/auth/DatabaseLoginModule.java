package chat.mongoose.auth;

import chat.mongoose.auth.Evidence.ScramProof;
import jakarta.enterprise.inject.spi.CDI;
import java.nio.CharBuffer;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;

/**
 * Lets in those who have an account in the server's own database, by password or SCRAM. May stand
 * in the server's JAAS configuration; it needs no options there.
 */
public final class DatabaseLoginModule extends StagedLoginModule {

  /** Option: the {@link Verifier} to use instead of the application's. */
  static final String VERIFIER = "verifier";

  /** For JAAS. */
  public DatabaseLoginModule() {}

  @Override
  protected Set<Object> check(String username, Evidence evidence) throws LoginException {
    try {
      if (evidence instanceof Evidence.Password password) {
        return grants(verify(username, password).orElseThrow(DatabaseLoginModule::wrong));
      }
      if (evidence instanceof ScramProof proof) {
        var proven = verifier().proof(username, proof).orElseThrow(DatabaseLoginModule::wrong);
        var grants = grants(proven.account());
        grants.add(new ServerSignature(proven.serverSignature()));
        return grants;
      }
      return Set.of();
    } catch (RuntimeException e) {
      throw cause(new LoginException("The accounts cannot be read"), e);
    }
  }

  private Optional<Account> verify(String username, Evidence.Password password) {
    return Password.prepared(CharBuffer.wrap(password.secret()))
        .flatMap(prepared -> verifier().password(username, prepared));
  }

  private static Set<Object> grants(Account account) {
    var grants = new LinkedHashSet<Object>();
    grants.add(new AccountPrincipal(account.username(), false));
    grants.add(new Life(account.life()));
    account.roles().forEach(role -> grants.add(new RolePrincipal(role)));
    return grants;
  }

  private static FailedLoginException wrong() {
    return new FailedLoginException("Wrong username or password");
  }

  private Verifier verifier() {
    return option(VERIFIER) instanceof Verifier given
        ? given
        : CDI.current().select(Verifier.class).get();
  }
}
