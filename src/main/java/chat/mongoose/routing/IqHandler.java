package chat.mongoose.routing;

import chat.mongoose.stanza.Iq;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Answers requests with one kind of payload: a CDI bean, found at start. Two that claim the same
 * payload for the same addressee stop the start.
 */
public interface IqHandler {

  /** A payload's qualified name. */
  record Payload(String namespace, String name) {}

  /** Whom a request is addressed to. */
  enum Addressee {
    /** The server: the bare main domain. */
    SERVER,
    /** The sender's own account: his bare address, or no address. */
    ACCOUNT,
    /** The account of somebody else: his bare address, whether there is such an account or not. */
    OTHER,
    /** The domain of the rooms. */
    ROOMS,
    /** A room whose archive or configuration the room has said the sender may read. */
    ROOM
  }

  /** The payloads that this answers. */
  Set<Payload> payloads();

  /** The addressees for whom it answers them. */
  default Set<Addressee> addressees() {
    return Set.of(Addressee.SERVER);
  }

  /** Features that disco advertises for these addressees (XEP-0030 §3.1). */
  default Set<String> features() {
    return payloads().stream()
        .map(Payload::namespace)
        .collect(java.util.stream.Collectors.toUnmodifiableSet());
  }

  /**
   * True if {@link #answer} may wait for a database or the like; it is then called on a thread
   * where waiting harms nobody.
   */
  default boolean blocks() {
    return false;
  }

  /**
   * Looks at what may be looked at only where a request is routed, such as the room whose lane that
   * is. Must not block.
   *
   * @return answers as {@link #answer} does, and where {@link #blocks} says
   * @throws chat.mongoose.stanza.StanzaError to refuse it; the router bounces it
   */
  default Supplier<Iq> prepared(Iq request) {
    return () -> answer(request);
  }

  /**
   * Answers a request, whose {@code from} is the sender's full address.
   *
   * @return the result, which the router delivers
   * @throws chat.mongoose.stanza.StanzaError to refuse it; the router bounces it
   */
  Iq answer(Iq request);
}
