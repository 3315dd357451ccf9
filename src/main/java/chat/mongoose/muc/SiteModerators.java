package chat.mongoose.muc;

import chat.mongoose.session.Identity;
import chat.mongoose.session.Sessions;
import chat.mongoose.stanza.Jid;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Predicate;

/**
 * Who moderates the persistent rooms, whatever affiliation he has there: who is logged in on this
 * node with the role {@value Identity#MODERATOR}. Any thread may ask.
 */
@ApplicationScoped
public class SiteModerators implements Predicate<Jid> {

  private Sessions sessions;

  /** For the container's proxy. */
  SiteModerators() {}

  @Inject
  SiteModerators(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public boolean test(Jid user) {
    return sessions.of(user.bare()).stream()
        .flatMap(session -> session.identity().stream())
        .anyMatch(who -> who.roles().contains(Identity.MODERATOR));
  }
}
