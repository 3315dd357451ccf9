package chat.mongoose.auth;

import java.time.Instant;
import java.util.Optional;

/**
 * That somebody has logged out of a portal: of one visit, or, without {@code sid}, of all that he
 * has there (OpenID Connect Back-Channel Logout 1.0 §2.7).
 *
 * @param username the local part of his address; empty if the {@code sid} alone says whose it is
 * @param sid of the visit
 * @param issued when the portal said so, in whole seconds
 */
record PortalLogout(Optional<String> username, Optional<String> sid, Instant issued) {

  PortalLogout {
    if (username.isEmpty() && sid.isEmpty()) {
      throw new IllegalArgumentException("A logout is of somebody or of a visit");
    }
  }

  /** True if it ends what hangs on this now. */
  boolean ends(SiteEvidence evidence) {
    return evidence instanceof PortalVisit visit
        && username.map(visit.username()::equals).orElse(true)
        && (sid.isPresent() ? sid.equals(visit.sid()) : !visit.issued().isAfter(issued));
  }

  /**
   * True if no login may hang on this any more. Who has logged out everywhere may come back in the
   * same second, after he has changed his password, say; a visit that has ended never does.
   */
  boolean forbids(PortalVisit visit) {
    return ends(visit) && (sid.isPresent() || visit.issued().isBefore(issued));
  }
}
