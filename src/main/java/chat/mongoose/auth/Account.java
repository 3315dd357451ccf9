package chat.mongoose.auth;

import java.util.Set;

/**
 * A user as the store knows him. Public for the container's proxy of {@link Users} only; others
 * speak {@link Accounts.Profile}.
 *
 * @param username prepared, see {@link Username}
 * @param disabled true if nobody may log in as this user
 * @param roles see {@link Roles}
 * @param life see {@link chat.mongoose.session.Identity#life}
 */
public record Account(
    String username,
    ScramCredentials sha1,
    ScramCredentials sha256,
    boolean disabled,
    Set<String> roles,
    long life) {

  public Account {
    roles = Set.copyOf(roles);
  }

  /** Of the first who has this name; {@link Users} knows better. */
  Account(
      String username,
      ScramCredentials sha1,
      ScramCredentials sha256,
      boolean disabled,
      Set<String> roles) {
    this(username, sha1, sha256, disabled, roles, 0);
  }

  ScramCredentials credentials(ScramHash hash) {
    return switch (hash) {
      case SHA_1 -> sha1;
      case SHA_256 -> sha256;
    };
  }
}
