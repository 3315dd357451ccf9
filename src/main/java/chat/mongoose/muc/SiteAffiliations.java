package chat.mongoose.muc;

import chat.mongoose.session.Identity;
import chat.mongoose.session.Sessions;
import chat.mongoose.stanza.Jid;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What somebody is in every persistent room, by the roles with which he is logged in on this node:
 * an admin with the role {@value Identity#MODERATOR}, an owner with {@value Identity#ADMIN} as
 * well. The latter alone is none in the rooms, since it gives nothing to read. Whom the site's own
 * token calls both has {@value Identity#OWNER}, whatever else a token may give. Any thread may ask.
 */
@ApplicationScoped
public class SiteAffiliations implements Function<Jid, Affiliation> {

  private Sessions sessions;

  /** For the container's proxy. */
  SiteAffiliations() {}

  @Inject
  SiteAffiliations(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Affiliation apply(Jid user) {
    return of(
        sessions.of(user.bare()).stream()
            .flatMap(session -> session.identity().stream())
            .flatMap(identity -> identity.roles().stream())
            .collect(Collectors.toSet()));
  }

  /** Which life somebody has who is here; 0 for somebody who is not. */
  long life(Jid user) {
    return sessions.of(user.bare()).stream()
        .flatMap(session -> session.identity().stream())
        .mapToLong(Identity::life)
        .max()
        .orElse(0);
  }

  static Affiliation of(Set<String> roles) {
    if (roles.contains(Identity.OWNER)) {
      return Affiliation.OWNER;
    }
    if (!roles.contains(Identity.MODERATOR)) {
      return Affiliation.NONE;
    }
    return roles.contains(Identity.ADMIN) ? Affiliation.OWNER : Affiliation.ADMIN;
  }
}
