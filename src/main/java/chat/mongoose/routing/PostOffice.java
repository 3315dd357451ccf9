package chat.mongoose.routing;

import chat.mongoose.session.Sessions;
import chat.mongoose.stanza.Iq;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.stanza.StanzaError;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;

/**
 * Delivers to full addresses of users, and answers refusals. Never blocks; who is gone meanwhile
 * gets nothing, and his own departure tells those whom it concerns.
 */
@ApplicationScoped
public class PostOffice {

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
    sessions.find(to).ifPresent(session -> session.send(stanza));
  }

  /** Delivers one rendering to many full addresses. */
  public void deliver(Rendered stanza, Collection<Jid> to) {
    for (Jid recipient : to) {
      sessions.find(recipient).ifPresent(session -> session.send(stanza));
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
