package chat.mongoose.session;

import chat.mongoose.stanza.Rendered;
import chat.mongoose.xml.Element;
import java.util.List;
import java.util.Optional;

/**
 * What carries a session to its client: a WebSocket or a sequence of BOSH requests.
 *
 * <p>Who calls: the session's outbox, never two writes at once. What guards what: an implementation
 * guards its own connection. What happens when full: it is never asked to take more than one batch;
 * the outbox holds the rest, within its bound.
 */
public interface Transport {

  /**
   * The request parameter by which the filter before the WebSocket door tells it the peer's
   * address; what a client puts there does not come through.
   */
  String PEER_PARAMETER = "peer";

  /** Told when a batch has left; exactly one of both is called, from any thread. */
  interface Completion {
    void written();

    void failed(Throwable cause);
  }

  /** The peer's IP address as text. */
  String remoteAddress();

  /** By what the client came, for the security log: {@code websocket} or {@code bosh}. */
  String door();

  /**
   * The server opens the stream, for the first time or anew; what is answered leaves as a frame,
   * for transports that send the header as an element.
   */
  Optional<Element> header(StreamHeader header);

  /**
   * The server ends the stream; what is answered leaves as frames, behind all that waits. {@link
   * #close} follows. A transport that says the end in its own way keeps the error until then.
   *
   * @param error why, unless it ends in good order
   */
  List<Element> farewell(Optional<StreamError> error);

  /**
   * Writes these, in order, each a frame of its own; never blocks.
   *
   * @param address fills the hole of what was rendered for many
   */
  void write(List<Rendered> batch, byte[] address, Completion completion);

  /**
   * {@link Session#isInputHeld} has changed: as long as it is true, a transport that can leaves
   * what the client sends where it is, so that TCP slows it. Called from any thread, several at
   * once, and perhaps late: what counts is what the session says now. Never blocks.
   */
  default void inputChanged() {}

  /**
   * Asks the peer for a sign of life, if there is a way below XMPP; never blocks. A transport that
   * watches over its peer itself says at once that it is alive.
   */
  void ping();

  /** Closes the connection; all that was to be written has been. Never blocks. */
  void close();

  /** Drops the connection at once, whatever is still to be written. Never blocks. */
  void abort();
}
