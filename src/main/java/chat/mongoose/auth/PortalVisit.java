package chat.mongoose.auth;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody's visit at a portal that has vouched for him by a JWT.
 *
 * @param username the local part of his address
 * @param sid by which the portal knows this visit among his others; empty if it has not said
 * @param issued when the portal said so, in whole seconds
 */
record PortalVisit(String username, Optional<String> sid, Instant issued) implements SiteEvidence {

  /** Without its {@code sid}: a portal may have taken for it what it keeps to itself. */
  @Override
  public String toString() {
    return "a visit of " + username + " at the portal";
  }
}
