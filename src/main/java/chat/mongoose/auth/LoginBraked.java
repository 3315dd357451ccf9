package chat.mongoose.auth;

import java.time.Duration;

/** Too many logins have failed; the evidence has not been looked at. */
final class LoginBraked extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private final Duration wait;

  /**
   * @param wait after which it may be tried again
   */
  LoginBraked(Duration wait) {
    super("Too many logins have failed, please try again later.", null, false, false);
    this.wait = wait;
  }

  Duration retryAfter() {
    return wait;
  }
}
