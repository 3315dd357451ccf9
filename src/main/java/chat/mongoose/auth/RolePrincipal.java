package chat.mongoose.auth;

import java.security.Principal;

/**
 * A role of who is let in (see {@link Roles}): what a login module adds to the {@code Subject}.
 *
 * @param name one of {@link Roles#ALL}; others have no meaning here
 */
public record RolePrincipal(String name) implements Principal {

  @Override
  public String getName() {
    return name;
  }
}
