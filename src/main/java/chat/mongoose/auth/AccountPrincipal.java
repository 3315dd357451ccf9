package chat.mongoose.auth;

import java.security.Principal;

/**
 * Under which name somebody is let in: what a login module adds to the {@code Subject}. Where a
 * foreign module adds none, the name that was typed counts.
 *
 * @param name the local part of the address; it is prepared before use
 * @param guest true for a visitor without an account
 */
public record AccountPrincipal(String name, boolean guest) implements Principal {

  @Override
  public String getName() {
    return name;
  }
}
