package chat.mongoose.auth;

import java.util.Optional;

/**
 * What a login hangs on at the site: a login of the site, say, or the password as it was. A login
 * module adds one to the public credentials of the {@code Subject}; by {@link SiteSessions} it
 * finds the chat sessions that hang on it, to look at it again and to end them. Its {@code
 * toString} tells no secret.
 */
public interface SiteEvidence {

  /**
   * Who has the name at the site, in terms that the site never gives to somebody else, such as a
   * number; at most 255 characters. Empty if it has none: then whoever has the name is the same.
   */
  default Optional<String> owner() {
    return Optional.empty();
  }
}
