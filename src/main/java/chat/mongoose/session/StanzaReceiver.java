package chat.mongoose.session;

import chat.mongoose.stanza.Rendered;
import chat.mongoose.xml.Element;
import java.util.List;

/** The port behind which the router takes the stanzas of bound sessions. */
public interface StanzaReceiver {

  /**
   * Takes a stanza as the client sent it. Called on the session's input thread; must not block.
   *
   * @throws StreamError to end the stream
   */
  void received(Session session, Element stanza);

  /**
   * Told before each piece of a bound session's input how many octets it has; may let the next one
   * wait, by {@link Session#await}.
   */
  default void weighs(Session session, int octets) {}

  /** Told once, after a bound session has ended and can no longer be found. */
  void ended(Session session);

  /**
   * Told after a session has ended that its client may not have got these (XEP-0198 §4); mostly
   * there are none.
   */
  void undelivered(Session session, List<Rendered> stanzas);
}
