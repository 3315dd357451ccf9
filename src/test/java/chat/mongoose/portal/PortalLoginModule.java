package chat.mongoose.portal;

import chat.mongoose.auth.AccountPrincipal;
import chat.mongoose.auth.CookieCallback;
import chat.mongoose.auth.SiteEvidence;
import chat.mongoose.auth.SiteName;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import javax.security.auth.spi.LoginModule;

/** Lets in who brings the portal's cookie. It knows no passwords. */
public final class PortalLoginModule implements LoginModule {

  /** A login at the portal. */
  public record PortalSession(String username) implements SiteEvidence {}

  private Subject subject;
  private CallbackHandler handler;
  private PortalCookie cookie;
  private Optional<String> name = Optional.empty();

  @Override
  public void initialize(
      Subject subject,
      CallbackHandler handler,
      Map<String, ?> sharedState,
      Map<String, ?> options) {
    this.subject = subject;
    this.handler = handler;
    this.cookie = new PortalCookie(options.get("secret").toString());
  }

  @Override
  public boolean login() throws LoginException {
    var cookies = new CookieCallback();
    try {
      handler.handle(new Callback[] {cookies});
    } catch (IOException | UnsupportedCallbackException e) {
      throw (LoginException) new LoginException("No cookies").initCause(e);
    }
    var value = cookies.cookies().get(PortalCookie.NAME);
    if (value == null) {
      return false;
    }
    name =
        Optional.of(
            cookie.read(value).orElseThrow(() -> new FailedLoginException("A forged cookie")));
    return true;
  }

  @Override
  public boolean commit() throws LoginException {
    if (name.isEmpty()) {
      return false;
    }
    var local = SiteName.local(name.get()).orElseThrow(() -> new FailedLoginException("No name"));
    subject.getPrincipals().add(new AccountPrincipal(local, false));
    subject.getPublicCredentials().add(new PortalSession(name.get()));
    return true;
  }

  @Override
  public boolean abort() {
    name = Optional.empty();
    return true;
  }

  @Override
  public boolean logout() {
    return abort();
  }
}
