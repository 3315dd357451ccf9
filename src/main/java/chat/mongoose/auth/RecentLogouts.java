package chat.mongoose.auth;

import chat.mongoose.session.StreamError;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who has just logged out of the portal, for as long as a token that was signed before could still
 * log him in. A logout is remembered first and looks for sessions then, a login makes its session
 * known first and looks here then; so none passes between them.
 *
 * <p>Any thread may call; nothing blocks. It never fills before {@link JwtVerifier} does, which
 * takes no logout token then.
 */
@ApplicationScoped
class RecentLogouts {

  private Expiring<Key, PortalLogout> logouts;

  /** For the container's proxy. */
  RecentLogouts() {}

  @Inject
  RecentLogouts(JwtSettings settings, Clock clock) {
    logouts = new Expiring<>(JwtVerifier.CAPACITY, settings.memory(), clock);
  }

  /** A visit, or somebody's all. */
  private record Key(boolean visit, String name) {

    static Key visit(String sid) {
      return new Key(true, sid);
    }

    static Key user(String username) {
      return new Key(false, username);
    }
  }

  void remember(PortalLogout logout) {
    var key = logout.sid().map(Key::visit).or(() -> logout.username().map(Key::user));
    logouts.renew(key.orElseThrow(), logout);
  }

  /** True if this visit ended before the login that hangs on it. */
  boolean ended(PortalVisit visit) {
    return Stream.concat(
            visit.sid().map(Key::visit).stream(), Stream.of(Key.user(visit.username())))
        .flatMap(key -> logouts.find(key).stream())
        .anyMatch(logout -> logout.forbids(visit));
  }

  /** What to tell a session that has just begun on evidence that is good no more. */
  Optional<StreamError> farewell(SiteEvidence evidence) {
    return evidence instanceof PortalVisit visit && ended(visit)
        ? Optional.of(new StreamError(StreamError.Condition.NOT_AUTHORIZED, LogoutDesk.WHY))
        : Optional.empty();
  }
}
