package chat.mongoose.routing;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Message;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.stanza.Stanza;

/** What serves a domain: a CDI bean, found at start. Two for one domain stop the start. */
public interface Component {

  /** The domain that this serves, such as {@code conference.example.org}, prepared. */
  String domain();

  /**
   * Takes a stanza to an address of the domain, its {@code from} stamped with the sender's full
   * address. Called on the sender's thread: it must not block, and stanzas of one sender come in
   * their order.
   *
   * @throws chat.mongoose.stanza.StanzaError to refuse it; the router bounces it
   */
  void route(Stanza stanza);

  /**
   * Takes a message that was given to a session which has ended without having got it (XEP-0198
   * §4). Called by whoever has ended it; otherwise like {@link #route}.
   *
   * @param message as the session would have got it
   * @param copy what it was given
   * @param gone the session's full address
   */
  default void reroute(Message message, Rendered copy, Jid gone) {
    route(message);
  }
}
