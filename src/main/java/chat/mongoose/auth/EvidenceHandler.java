package chat.mongoose.auth;

import java.io.IOException;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;

/** Answers what login modules ask about one attempt. */
final class EvidenceHandler implements CallbackHandler {

  private final String username;
  private final Evidence evidence;
  private boolean declined;

  EvidenceHandler(String username, Evidence evidence) {
    this.username = username;
    this.evidence = evidence;
  }

  /** True if a module has asked for what this attempt does not have. */
  boolean hasDeclined() {
    return declined;
  }

  @Override
  public void handle(Callback[] callbacks) throws IOException, UnsupportedCallbackException {
    for (Callback callback : callbacks) {
      if (callback instanceof NameCallback name) {
        name.setName(username);
      } else if (callback instanceof EvidenceCallback any) {
        any.answer(evidence);
      } else if (callback instanceof CookieCallback cookies) {
        // beside a password none are shown: a wrong one must not succeed because of them
        cookies.answer(evidence instanceof Evidence.Cookies given ? given.values() : Map.of());
      } else if (callback instanceof PasswordCallback password
          && evidence instanceof Evidence.Password given) {
        password.setPassword(given.secret());
      } else {
        declined = true;
        throw new UnsupportedCallbackException(callback, "This attempt has " + evidence + " only");
      }
    }
  }
}
