package chat.mongoose.wordpress;

import chat.mongoose.auth.SiteEvidence;
import java.util.Optional;
import java.util.Set;

/**
 * A user of the site who has logged in.
 *
 * @param id the user's number at the site
 * @param login the user's name there
 * @param local the local part of the user's address
 * @param roles in the chat
 */
record Visitor(long id, String login, String local, Set<String> roles, Proof proof)
    implements SiteEvidence {

  /** A name can come again at a site; a number never does. */
  @Override
  public Optional<String> owner() {
    return Optional.of("wordpress " + id);
  }

  /** Nothing by which somebody could log in. */
  @Override
  public String toString() {
    return "user %d %s of the site".formatted(id, login);
  }
}
