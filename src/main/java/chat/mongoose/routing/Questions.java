package chat.mongoose.routing;

import chat.mongoose.session.Addresses;
import chat.mongoose.session.Session;
import chat.mongoose.session.Sessions;
import chat.mongoose.stanza.Iq;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

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

  /** Octets of heap, estimated, that they may have. */
  static final int MOST_OCTETS = 256 * 1024;

  /**
   * Octets that the client may have in front of it, or not have acknowledged, when it asks. More
   * than the largest page of the archive, and what a client acknowledges only now and then.
   */
  static final long BACKLOG = 256 * 1024;

  private final Sessions sessions;
  private final Addresses addresses;

  /** For the container's proxy. */
  Questions() {
    this(null, null);
  }

  @Inject
  Questions(Sessions sessions, Addresses addresses) {
    this.sessions = sessions;
    this.addresses = addresses;
  }

  /**
   * Takes a question.
   *
   * @return to be run when it is answered
   * @throws StanzaError if the session has asked too much, or does not read
   */
  Runnable take(Iq question) {
    var asking = question.from().orElseThrow();
    var session = sessions.find(asking);
    if (session.isEmpty()) {
      return () -> {};
    }
    var open = session.get().state(Open.class, Open::new);
    check(session.get());
    var octets = question.element().weight();
    if (!open.add(octets)) {
      throw new StanzaError(
          Condition.RESOURCE_CONSTRAINT,
          StanzaError.Type.WAIT,
          "You ask too much at once; wait for the answers.");
    }
    session.get().remember(octets);
    return () -> {
      open.remove(octets);
      // it may have been resumed by another connection meanwhile
      sessions.find(asking).ifPresent(now -> now.remember(-octets));
    };
  }

  /** In whose turn a question is answered: that of his address, if it tells him from others. */
  String whose(Iq question) {
    var asking = question.from().orElseThrow();
    return sessions
        .find(asking)
        .flatMap(session -> addresses.network(session.remoteAddress()))
        .orElseGet(() -> asking.bare().toString());
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

  /** What a session has asked and has not been answered yet. */
  private static final class Open {

    private int count;
    private int octets;

    /** False if that is too much. */
    private synchronized boolean add(int more) {
      if (count >= MOST || octets + more > MOST_OCTETS) {
        return false;
      }
      count++;
      octets += more;
      return true;
    }

    private synchronized void remove(int answered) {
      count--;
      octets -= answered;
    }
  }
}
