package chat.mongoose.auth;

import javax.security.auth.callback.Callback;

/**
 * Asks for the evidence behind a name. A login module that takes nothing but passwords needs only
 * the standard {@code NameCallback} and {@code PasswordCallback}; one that takes more asks with
 * this, and leaves ({@code return false} from {@code login}) what it does not know to the next.
 */
public final class EvidenceCallback implements Callback {

  private Evidence evidence;

  /** The answer; null until the handler has been called. */
  public Evidence evidence() {
    return evidence;
  }

  void answer(Evidence given) {
    evidence = given;
  }
}
