package chat.mongoose.auth;

import jakarta.ejb.ApplicationException;

/** Says why an account was not made or changed; nothing has been changed then. */
@ApplicationException(rollback = true)
public final class AccountRefused extends RuntimeException {

  /** The kinds of refusal. */
  public enum Reason {
    /** There is an account of this name. */
    TAKEN,
    /** There is no account of this name. */
    UNKNOWN,
    /** Name, password or roles cannot be so. */
    INVALID,
    /** Nobody could administer the server any more. */
    LAST_ADMINISTRATOR
  }

  private static final long serialVersionUID = 1L;
  private final Reason reason;

  AccountRefused(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  static AccountRefused taken(String username) {
    return new AccountRefused(Reason.TAKEN, "There is an account " + username + " already.");
  }

  static AccountRefused invalid(String message) {
    return new AccountRefused(Reason.INVALID, message);
  }

  public Reason reason() {
    return reason;
  }
}
