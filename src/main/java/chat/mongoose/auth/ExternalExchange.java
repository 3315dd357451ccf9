package chat.mongoose.auth;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * EXTERNAL (RFC 4422 appendix A): the request that carries the stream has brought cookies of a
 * visitor who is logged in at the site. They were looked at before the mechanism was offered, so
 * that no client takes it in vain.
 *
 * @param admission of the visitor
 */
record ExternalExchange(Admission admission) implements Exchange {

  private static final int MAX_AUTHZID = 2 * Username.MAX_OCTETS + 1;

  @Override
  public CompletionStage<Step> respond(byte[] data) {
    if (data.length > MAX_AUTHZID) {
      throw SaslFailure.malformed("An authorization identity is not that long.");
    }
    var authzid = Utf8.decode(data).orElseThrow(SaslFailure::notUtf8);
    if (authzid.indexOf('\0') >= 0) {
      throw SaslFailure.malformed("An authorization identity has no NUL.");
    }
    return CompletableFuture.completedFuture(Admitted.of(admission, authzid));
  }
}
