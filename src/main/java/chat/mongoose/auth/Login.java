package chat.mongoose.auth;

import chat.mongoose.guard.Readable;
import chat.mongoose.session.Guest;
import chat.mongoose.session.Identity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.Principal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongBiFunction;
import java.util.stream.Collectors;
import javax.security.auth.Subject;
import javax.security.auth.login.AccountException;
import javax.security.auth.login.CredentialException;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where every door ends: one JAAS {@code LoginContext} named {@value #NAME} (see {@link
 * LoginConfiguration}).
 */
@ApplicationScoped
public class Login {

  /** The name of our entry in a JAAS configuration. */
  public static final String NAME = "mongoose";

  private static final Logger LOG = System.getLogger(Login.class.getName());
  private static final Trouble TROUBLE = new Trouble(LOG);
  private static final RefusedSiteLogins REFUSED = new RefusedSiteLogins(LOG);

  private LoginConfiguration configuration;
  private Tokens tokens;
  private Set<String> rolePrincipals;
  private ToLongBiFunction<String, Optional<String>> lives;

  /** For the container's proxy. */
  Login() {}

  /**
   * @param rolePrincipals the classes of principals whose names are roles, where foreign login
   *     modules are in use
   */
  @Inject
  Login(
      Verifier verifier,
      @Any Instance<SiteLogin> sites,
      Tokens tokens,
      Lives lives,
      @ConfigProperty(name = "mongoose.auth.role-principals") Optional<String> rolePrincipals) {
    this(
        LoginConfiguration.of(verifier, sites.stream().toList()),
        tokens,
        Set.copyOf(Names.of(rolePrincipals)),
        lives::of);
  }

  /** Where nobody's name ever passes on. */
  Login(LoginConfiguration configuration, Tokens tokens, Set<String> rolePrincipals) {
    this(configuration, tokens, rolePrincipals, (username, owner) -> 0);
  }

  /**
   * @param lives {@link Lives#of}
   */
  Login(
      LoginConfiguration configuration,
      Tokens tokens,
      Set<String> rolePrincipals,
      ToLongBiFunction<String, Optional<String>> lives) {
    this.configuration = configuration;
    this.tokens = tokens;
    this.rolePrincipals = rolePrincipals;
    this.lives = lives;
  }

  LoginConfiguration configuration() {
    return configuration;
  }

  /**
   * Asks the modules, unless they were asked just now and the evidence is the token that was given
   * for their answer. Blocks as long as they do; wipes a password afterwards.
   *
   * @param username as it was typed; empty if the evidence tells by itself whose it is
   * @throws LoginRefused if the evidence does not prove the name
   * @throws LoginUnavailable if that cannot be told now
   */
  Admission check(String username, Evidence evidence) {
    try {
      return Tokens.isOne(evidence) ? tokens.redeem(username, evidence) : ask(username, evidence);
    } finally {
      evidence.wipe();
    }
  }

  private Admission ask(String username, Evidence evidence) {
    var handler = new EvidenceHandler(username, evidence);
    var thread = Thread.currentThread();
    var loader = thread.getContextClassLoader();
    // JAAS finds modules by the thread's loader, which is the server's on some threads
    thread.setContextClassLoader(Login.class.getClassLoader());
    try {
      var subject = new Subject();
      new LoginContext(NAME, subject, handler, configuration).login();
      return admission(username, subject);
    } catch (FailedLoginException | AccountException | CredentialException e) {
      LOG.log(Level.DEBUG, "A login was refused: {0}", Readable.of(e.getMessage()));
      REFUSED.tell(evidence, e, Instant.now());
      throw new LoginRefused();
    } catch (LoginException e) {
      if (!evidence.isGuessable() && handler.hasDeclined()) {
        // a module that must agree knows passwords only, and never will agree
        LOG.log(Level.DEBUG, "A login module has no use for {0}: {1}", evidence, e.getMessage());
        throw new LoginRefused();
      }
      TROUBLE.with(e);
      throw LoginUnavailable.now();
    } finally {
      thread.setContextClassLoader(loader);
    }
  }

  private Admission admission(String typed, Subject subject) {
    var account = subject.getPrincipals(AccountPrincipal.class).stream().findFirst();
    var username =
        Username.prepared(account.map(AccountPrincipal::name).orElse(typed))
            .orElseThrow(LoginRefused::new);
    var guest = account.filter(AccountPrincipal::guest).isPresent();
    if (guest != Guest.names(username)) {
      // a foreign module may know somebody of such a name; he would pass for a guest everywhere
      throw new LoginRefused();
    }
    var site = subject.getPublicCredentials(SiteEvidence.class).stream().findFirst();
    var life = guest ? 0 : life(username, subject, site.flatMap(SiteEvidence::owner));
    return new Admission(
        new Identity(username, guest, roles(subject), life),
        subject.getPublicCredentials(ServerSignature.class).stream().findFirst(),
        site);
  }

  private long life(String username, Subject subject, Optional<String> owner) {
    var read = subject.getPublicCredentials(Life.class).stream().findFirst();
    if (owner.isEmpty() && read.isPresent()) {
      return read.get().number();
    }
    try {
      return lives.applyAsLong(username, owner);
    } catch (RuntimeException first) {
      // his browser may open several streams at once: one of them was faster
      LOG.log(Level.DEBUG, "A life is asked for again", first);
      return again(username, owner);
    }
  }

  private long again(String username, Optional<String> owner) {
    try {
      return lives.applyAsLong(username, owner);
    } catch (RuntimeException e) {
      TROUBLE.with(e);
      throw LoginUnavailable.now();
    }
  }

  private Set<String> roles(Subject subject) {
    return subject.getPrincipals().stream()
        .filter(principal -> isRole(principal) || isOwner(principal))
        .map(Principal::getName)
        .collect(Collectors.toUnmodifiableSet());
  }

  private boolean isRole(Principal principal) {
    var named =
        principal instanceof RolePrincipal
            || rolePrincipals.contains(principal.getClass().getName());
    return named && Roles.ALL.contains(principal.getName());
  }

  /** Not by any principal of this name: a foreign group may have it. */
  private static boolean isOwner(Principal principal) {
    return principal.equals(new RolePrincipal(Identity.OWNER));
  }
}
