package chat.mongoose.auth;

/** Whether the evidence is right cannot be told now; the same may succeed later. */
final class LoginUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LoginUnavailable(String message) {
    super(message, null, false, false);
  }

  /** What decides about logins, a database or a directory, does not answer. */
  static LoginUnavailable now() {
    return new LoginUnavailable("Nobody can log in now, please try again later.");
  }
}
