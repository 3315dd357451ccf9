package chat.mongoose.auth;

import java.io.IOException;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;

/** Answers what login modules ask about one attempt. */
record EvidenceHandler(String username, Evidence evidence) implements CallbackHandler {

  @Override
  public void handle(Callback[] callbacks) throws IOException, UnsupportedCallbackException {
    for (Callback callback : callbacks) {
      if (callback instanceof NameCallback name) {
        name.setName(username);
      } else if (callback instanceof EvidenceCallback any) {
        any.answer(evidence);
      } else if (callback instanceof PasswordCallback password
          && evidence instanceof Evidence.Password given) {
        password.setPassword(given.secret());
      } else {
        throw new UnsupportedCallbackException(callback, "This attempt has " + evidence + " only");
      }
    }
  }
}
