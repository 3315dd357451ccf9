package chat.mongoose.auth;

import java.util.Optional;
import java.util.Set;

/** What is to become of an account; what is empty stays as it is. */
public record AccountChange(
    Optional<String> password, Optional<Boolean> disabled, Optional<Set<String>> roles) {

  /** True if who is logged in must prove again that he may be. */
  boolean endsSessions() {
    return password.isPresent() || disabled.orElse(false);
  }
}
