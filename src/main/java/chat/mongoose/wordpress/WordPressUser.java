package chat.mongoose.wordpress;

import java.util.List;

/**
 * A user of the site as far as a login is concerned.
 *
 * @param login {@code user_login}, the identity, as it was first typed
 * @param hash {@code user_pass}
 * @param barred true if the network has marked the user as spammer or deleted
 */
record WordPressUser(
    long id,
    String login,
    String hash,
    boolean barred,
    SessionTokens sessions,
    List<ApplicationPassword> applicationPasswords,
    Capabilities capabilities) {

  /** What changes with the password and does not tell the hash. */
  String mark() {
    return Hashes.sha256(hash);
  }

  /** Nothing by which somebody could log in. */
  @Override
  public String toString() {
    return "user %d %s".formatted(id, login);
  }
}
