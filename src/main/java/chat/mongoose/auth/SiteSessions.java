package chat.mongoose.auth;

import chat.mongoose.session.Identity;
import chat.mongoose.session.Session;
import chat.mongoose.session.Sessions;
import chat.mongoose.session.StreamError;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;

/**
 * The chat sessions of this node that hang on something at a site, for login modules that look
 * whether it is still there. Any thread may call; nothing blocks.
 */
@ApplicationScoped
public class SiteSessions {

  private Sessions sessions;

  /** For the container's proxy. */
  SiteSessions() {}

  @Inject
  SiteSessions(Sessions sessions) {
    this.sessions = sessions;
  }

  /**
   * The sessions that hang on evidence of this kind, also those that wait to be resumed. Empty for
   * most of the time on a site where nobody chats, so look before you ask a database.
   */
  public <T extends SiteEvidence> List<SiteSession<T>> of(Class<T> kind) {
    return sessions.connected().stream().flatMap(session -> hanging(session, kind)).toList();
  }

  private static <T extends SiteEvidence> Stream<SiteSession<T>> hanging(
      Session session, Class<T> kind) {
    return session
        .remembered(SiteEvidence.class)
        .filter(kind::isInstance)
        .flatMap(
            evidence ->
                session.identity().map(who -> new SiteSession<>(who, kind.cast(evidence), session)))
        .stream();
  }

  /** One of them. */
  public static final class SiteSession<T extends SiteEvidence> {

    private final Identity identity;
    private final T evidence;
    private final Session session;

    private SiteSession(Identity identity, T evidence, Session session) {
      this.identity = identity;
      this.evidence = evidence;
      this.session = session;
    }

    /** The local part of its address. */
    public String username() {
      return identity.username();
    }

    /** What the login module has said that it hangs on. */
    public T evidence() {
      return evidence;
    }

    /** Ends it with {@code not-authorized} (RFC 6120 §4.9.3.12) and a sentence for a human. */
    public void end(String why) {
      session.close(new StreamError(StreamError.Condition.NOT_AUTHORIZED, why));
    }
  }
}
