package chat.mongoose.auth;

import java.io.IOException;
import java.security.Principal;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.LoginException;
import javax.security.auth.spi.LoginModule;

/**
 * The two phases of a JAAS login: what {@link #check} grants enters the {@code Subject} only when
 * the whole login has succeeded.
 */
public abstract class StagedLoginModule implements LoginModule {

  private final Set<Object> granted = new LinkedHashSet<>();
  private Subject subject;
  private CallbackHandler handler;
  private Map<String, ?> options;

  /** For JAAS. */
  protected StagedLoginModule() {}

  @Override
  public final void initialize(
      Subject subject,
      CallbackHandler handler,
      Map<String, ?> sharedState,
      Map<String, ?> options) {
    this.subject = subject;
    this.handler = handler;
    this.options = options;
  }

  /**
   * Looks at the evidence.
   *
   * @param username as it was typed
   * @return principals and public credentials; none if this module does not know this kind of
   *     evidence and leaves it to the next
   * @throws javax.security.auth.login.FailedLoginException if the evidence is wrong
   * @throws LoginException if it cannot be told now
   */
  protected abstract Set<Object> check(String username, Evidence evidence) throws LoginException;

  /** An option of the JAAS configuration; null if it is not there. */
  protected final Object option(String name) {
    return options.get(name);
  }

  @Override
  public final boolean login() throws LoginException {
    granted.clear();
    var name = new NameCallback("Username: ");
    var evidence = new EvidenceCallback();
    try {
      handler.handle(new Callback[] {name, evidence});
    } catch (IOException | UnsupportedCallbackException e) {
      throw cause(new LoginException("Only a login of Mongoose has evidence to look at"), e);
    }
    granted.addAll(check(name.getName(), evidence.evidence()));
    return !granted.isEmpty();
  }

  @Override
  public final boolean commit() {
    for (Object grant : granted) {
      if (grant instanceof Principal principal) {
        subject.getPrincipals().add(principal);
      } else {
        subject.getPublicCredentials().add(grant);
      }
    }
    return !granted.isEmpty();
  }

  @Override
  public final boolean abort() {
    var had = !granted.isEmpty();
    granted.clear();
    return had;
  }

  @Override
  public final boolean logout() {
    subject.getPrincipals().removeAll(granted);
    subject.getPublicCredentials().removeAll(granted);
    granted.clear();
    return true;
  }

  /** The exception with its cause, which {@link LoginException} cannot be made with. */
  protected static LoginException cause(LoginException e, Throwable cause) {
    e.initCause(cause);
    return e;
  }
}
