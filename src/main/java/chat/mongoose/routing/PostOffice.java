package chat.mongoose.routing;

import chat.mongoose.cluster.Batch;
import chat.mongoose.session.Session;
import chat.mongoose.session.Sessions;
import chat.mongoose.stanza.Iq;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.stanza.StanzaError;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;

/**
 * Delivers to full addresses of users, and answers refusals. Never blocks, and never throws for a
 * fault of who receives; who is gone meanwhile gets nothing, and his own departure tells those whom
 * it concerns.
 */
@ApplicationScoped
public class PostOffice {

  /** Stanzas that wait for each other, far below what an outbox holds. */
  private static final int TOGETHER = 128;

  private final Sessions sessions;

  /** For the container's proxy. */
  PostOffice() {
    this(null);
  }

  @Inject
  public PostOffice(Sessions sessions) {
    this.sessions = sessions;
  }

  /** Delivers to the session at the stanza's full address. */
  public void deliver(Stanza stanza) {
    stanza.to().ifPresent(to -> deliver(Rendered.of(stanza), to));
  }

  /** Delivers one rendering to one full address. */
  public void deliver(Rendered stanza, Jid to) {
    deliver(stanza, List.of(to));
  }

  /**
   * Delivers one rendering to many full addresses; in a lane's {@link Batch}, with what follows.
   */
  public void deliver(Rendered stanza, Collection<Jid> to) {
    var batch = Batch.current().filter(Batch::continues);
    if (batch.isPresent()) {
      sessions.forEach(to, session -> batch.get().atEnd(session.queue(stanza)));
    } else {
      sessions.forEach(to, session -> session.send(stanza));
    }
  }

  /** Delivers many to one full address, in few writes. */
  public void deliver(List<Rendered> stanzas, Jid to) {
    sessions.forEach(List.of(to), session -> deliver(stanzas, session));
  }

  private static void deliver(List<Rendered> stanzas, Session session) {
    for (int i = 0; i < stanzas.size(); i++) {
      var write = session.queue(stanzas.get(i));
      if ((i + 1) % TOGETHER == 0 || i + 1 == stanzas.size()) {
        write.run();
      }
    }
  }

  /**
   * Tells the sender why a stanza was refused. RFC 6120 §8.3.1 and §8.2.3: an error or a result is
   * never answered.
   */
  public void bounce(Stanza refused, StanzaError error) {
    var answers = !refused.isError() && !(refused instanceof Iq iq && iq.type() == Iq.Type.RESULT);
    if (answers) {
      deliver(error.answerTo(refused));
    }
  }
}
