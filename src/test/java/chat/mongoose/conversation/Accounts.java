package chat.mongoose.conversation;

/** Sees to it that the accounts of a cast exist. */
public interface Accounts {

  /** The account of that name, made if it is missing. */
  Account account(String username);

  /**
   * Removes an account and makes another of the same name and password.
   *
   * @throws UnsupportedOperationException if only somebody else can
   */
  default void renew(String username) {
    throw new UnsupportedOperationException("Nobody here may remove the account " + username);
  }

  /**
   * Accounts that were made by hand: the password of {@code romeo} is {@code
   * the-password-of-romeo}.
   */
  static Accounts existing() {
    return username -> new Account(username, "the-password-of-" + username);
  }
}
