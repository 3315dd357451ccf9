package chat.mongoose.wordpress;

import chat.mongoose.auth.SiteSessions;
import chat.mongoose.auth.SiteSessions.SiteSession;
import chat.mongoose.guard.Guarded;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Ends the chat sessions of those who have logged out of the site, whose cookie has expired, whose
 * password has been changed or application password revoked, who are users no more, or who have
 * lost a role. Three times a minute it reads all who are in the chat, hundreds by one statement.
 * While the site's database does not answer, everybody stays.
 */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SiteWatch {

  private static final Logger LOG = System.getLogger(SiteWatch.class.getName());
  private static final String WHY =
      "Your login at the site has ended or has changed; log in there and come back.";

  @Inject private SiteSessions sessions;
  @Inject private WordPressUsers users;
  @Inject private Doorkeeper doorkeeper;

  /** For the container. */
  public SiteWatch() {}

  /** For tests without one. */
  SiteWatch(SiteSessions sessions, WordPressUsers users, Doorkeeper doorkeeper) {
    this.sessions = sessions;
    this.users = users;
    this.doorkeeper = doorkeeper;
  }

  @Schedule(hour = "*", minute = "*", second = "*/20", persistent = false)
  public void look() {
    Guarded.run("the look at who is logged in at the site", this::lookAtAll);
  }

  private void lookAtAll() {
    var hanging = sessions.of(Visitor.class);
    if (!hanging.isEmpty()) {
      look(hanging);
    }
  }

  private void look(List<SiteSession<Visitor>> hanging) {
    try {
      var ids = hanging.stream().map(session -> session.evidence().id()).toList();
      var present =
          users.numbered(ids).stream()
              .collect(Collectors.toMap(WordPressUser::id, Function.identity()));
      var over = new ArrayList<SiteSession<Visitor>>();
      Guarded.each(
          hanging,
          session -> {
            if (!holds(session.evidence(), present.get(session.evidence().id()))) {
              over.add(session);
            }
          });
      if (!over.isEmpty()) {
        // or they would be let in again
        users.forget();
        Guarded.each(over, session -> session.end(WHY));
      }
    } catch (SiteUnavailable e) {
      LOG.log(Level.WARNING, "Whether logins at the site still hold: {0}", e.getMessage());
    }
  }

  private boolean holds(Visitor visitor, WordPressUser user) {
    return user != null && doorkeeper.holds(visitor, user);
  }
}
