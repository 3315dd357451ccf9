package chat.mongoose.auth;

/**
 * The evidence does not prove the name. There is one such refusal for a wrong password, an unknown
 * name and a disabled account, so that nobody outside can tell which it was.
 */
final class LoginRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LoginRefused() {
    super("The username or the password is wrong.", null, false, false);
  }
}
