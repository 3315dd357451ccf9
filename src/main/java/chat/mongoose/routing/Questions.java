package chat.mongoose.routing;

import chat.mongoose.session.Session;
import chat.mongoose.session.Sessions;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds what one session asks at once of handlers that wait for a database and have long answers,
 * such as the archive. Who does not read what he has asked for is answered no more: else a few
 * hundred who ask and do not read would fill the heap with answers.
 *
 * <p>Who calls: any thread. What happens when full: {@code resource-constraint}, type wait.
 */
@ApplicationScoped
class Questions {

  /** Questions of one session that may wait, or be answered, at once. */
  static final int MOST = 16;

  /**
   * Octets that the client may have in front of it, or not have acknowledged, when it asks. More
   * than the largest page of the archive, and what a client acknowledges only now and then.
   */
  static final long BACKLOG = 256 * 1024;

  private final Sessions sessions;

  /** For the container's proxy. */
  Questions() {
    this(null);
  }

  @Inject
  Questions(Sessions sessions) {
    this.sessions = sessions;
  }

  /**
   * Takes a question.
   *
   * @return to be run when it is answered
   * @throws StanzaError if the session has asked too much, or does not read
   */
  Runnable take(Jid asking) {
    var session = sessions.find(asking);
    if (session.isEmpty()) {
      return () -> {};
    }
    var open = session.get().state(Open.class, Open::new);
    check(session.get());
    if (open.count.incrementAndGet() > MOST) {
      open.count.decrementAndGet();
      throw new StanzaError(
          Condition.RESOURCE_CONSTRAINT,
          StanzaError.Type.WAIT,
          "You ask too much at once; wait for the answers.");
    }
    return open.count::decrementAndGet;
  }

  /**
   * Looks again, before the question is answered.
   *
   * @throws StanzaError if the session does not read
   */
  void check(Jid asking) {
    sessions.find(asking).ifPresent(Questions::check);
  }

  private static void check(Session session) {
    if (session.backlog() > BACKLOG) {
      throw new StanzaError(
          Condition.RESOURCE_CONSTRAINT,
          StanzaError.Type.WAIT,
          "Read, and acknowledge, what you have been sent before you ask for more.");
    }
  }

  /** How many of a session's questions have not been answered yet. */
  private static final class Open {

    private final AtomicInteger count = new AtomicInteger();
  }
}
