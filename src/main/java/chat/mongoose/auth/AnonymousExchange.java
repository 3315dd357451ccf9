package chat.mongoose.auth;

import java.util.concurrent.CompletionStage;

/**
 * ANONYMOUS (RFC 4505). Of what the client says of itself only a {@link GuestToken} counts; all
 * else is bounded and not used. COMPAT strophe.js says nothing at all, as XEP-0175 shows it, and
 * cannot be asked; so nobody is.
 */
record AnonymousExchange(Doorway doorway) implements Exchange {

  /** RFC 4505 §2: a token has at most 255 characters, of at most four octets each. */
  private static final int MAX_TRACE = 255 * 4;

  @Override
  public CompletionStage<Step> begin() {
    return respond(new byte[0]);
  }

  @Override
  public CompletionStage<Step> respond(byte[] trace) {
    if (trace.length > MAX_TRACE) {
      throw SaslFailure.malformed("The trace information is too long.");
    }
    var text = Utf8.decode(trace).orElseThrow(SaslFailure::notUtf8);
    return doorway
        .admit("", new Evidence.Anonymous(GuestToken.of(text)))
        .thenApply(admission -> Admitted.of(admission, ""));
  }
}
