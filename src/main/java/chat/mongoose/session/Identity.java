package chat.mongoose.session;

import java.security.Principal;
import java.util.Set;

/**
 * Who a session, or a caller of the REST interface, has proved to be.
 *
 * @param username the prepared local part of the account's address
 * @param guest true for someone who logged in by SASL ANONYMOUS
 * @param roles such as {@value #ADMIN}, {@code auditor} and {@value #MODERATOR}
 * @param life which of those who have had this name one after the other; 0 for the first, and for
 *     guests, whose names never come again
 */
public record Identity(String username, boolean guest, Set<String> roles, long life)
    implements Principal {

  /** The role of who administers accounts and, if he moderates them, the persistent rooms. */
  public static final String ADMIN = "admin";

  /** The role of who moderates the persistent rooms. */
  public static final String MODERATOR = "moderator";

  /** The role of who administers the site, and owns its persistent rooms and nothing else. */
  public static final String OWNER = "owner";

  public Identity {
    roles = Set.copyOf(roles);
  }

  /** The first who has this name. */
  public Identity(String username, boolean guest, Set<String> roles) {
    this(username, guest, roles, 0);
  }

  @Override
  public String getName() {
    return username;
  }
}
