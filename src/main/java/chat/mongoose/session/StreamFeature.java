package chat.mongoose.session;

import chat.mongoose.xml.Element;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Something that is negotiated in a stream (RFC 6120 §4.3): a CDI bean, found at start. What it has
 * to remember of one session it keeps with {@link Session#state}.
 */
public interface StreamFeature {

  /**
   * What it has to find out before it can advertise, off this thread; mostly nothing. The features
   * are sent, and the client is heard again, when this has completed, well or not.
   */
  default Optional<CompletionStage<?>> prepare(Session session) {
    return Optional.empty();
  }

  /** Its element in {@code <stream:features/>}, at the stage that the session is in. */
  Optional<Element> advertise(Session session);

  /** True if this nonza, or this IQ before or after binding, is its business. */
  boolean handles(Session session, Element element);

  /**
   * Handles an element for which {@link #handles} holds; must not block.
   *
   * @throws StreamError to end the stream
   * @throws chat.mongoose.stanza.StanzaError to refuse an IQ
   */
  void negotiate(Session session, Element element);
}
