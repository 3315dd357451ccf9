package chat.mongoose.session;

import java.util.Optional;

/**
 * What opens a stream (RFC 6120 §4.7), however the transport writes it down.
 *
 * @param to the domain that the client wants, or the client's address in the server's answer
 * @param from the server's domain in its answer
 * @param id the stream's id, in the server's answer
 * @param version such as {@code 1.0}
 * @param lang the default language of what is said
 */
public record StreamHeader(
    Optional<String> to,
    Optional<String> from,
    Optional<String> id,
    Optional<String> version,
    Optional<String> lang) {

  /** The namespace of the stream's own elements. */
  public static final String STREAMS = "http://etherx.jabber.org/streams";
}
