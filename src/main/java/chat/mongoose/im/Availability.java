package chat.mongoose.im;

import chat.mongoose.session.Session;
import chat.mongoose.session.Sessions;
import chat.mongoose.stanza.Presence;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.xml.Element;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** What the sessions have said of their presence (RFC 6121 §4.2, §4.7.2.3). */
@ApplicationScoped
class Availability {

  private static final int GONE = Integer.MIN_VALUE;

  @Inject private Sessions sessions;

  /** Keeps a presence that a session has sent to everybody. */
  void record(Presence presence) {
    presence
        .from()
        .flatMap(sessions::find)
        .ifPresent(session -> priority(session).value = priorityOf(presence));
  }

  boolean isAvailable(Session session) {
    return priority(session).value != GONE;
  }

  /** RFC 6121 §8.5.2.1.1: a session with a negative priority takes nothing sent to the account. */
  boolean takesMessages(Session session) {
    return priority(session).value >= 0;
  }

  private static Priority priority(Session session) {
    return session.state(Priority.class, Priority::new);
  }

  private static int priorityOf(Presence presence) {
    if (presence.type() != Presence.Type.AVAILABLE) {
      return GONE;
    }
    var text = presence.element().child(Stanza.NS, "priority").map(Element::text).orElse("0");
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** What a session remembers of its own presence. */
  private static final class Priority {
    private volatile int value = GONE;
  }
}
