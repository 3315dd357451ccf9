package chat.mongoose.auth;

import chat.mongoose.auth.SaslFailure.Condition;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * OAUTHBEARER (RFC 7628): a token in one message. Why a token is refused is told in JSON, as a
 * challenge to which the client answers with one control character before it is told that it has
 * failed (§3.2.3); no scope is named nor where tokens come from, since the site gives them.
 */
final class OauthBearerExchange implements Exchange {

  private final Doorway doorway;
  private boolean refused;

  OauthBearerExchange(Doorway doorway) {
    this.doorway = doorway;
  }

  /** RFC 7628 §3.2.2: of the values that RFC 6750 §3.1 and RFC 6749 §5.2 have. */
  private enum Status {
    INVALID_REQUEST,
    INVALID_TOKEN;

    byte[] json() {
      var text = "{\"status\":\"%s\"}".formatted(name().toLowerCase(Locale.ROOT));
      return text.getBytes(StandardCharsets.US_ASCII);
    }
  }

  @Override
  public CompletionStage<Step> respond(byte[] data) {
    if (refused) {
      // RFC 7628 §3.2.3 has the client send %x01; whatever it sends, it has failed
      throw new SaslFailure(Condition.NOT_AUTHORIZED, "The token is not, or no longer, good.");
    }
    var message = OauthBearerMessage.of(Utf8.decode(data).orElseThrow(SaslFailure::notUtf8));
    Arrays.fill(data, (byte) 0);
    if (message.token().isEmpty()) {
      return CompletableFuture.completedFuture(refuse(Status.INVALID_REQUEST));
    }
    return doorway
        .admit("", new Evidence.Bearer(message.token().get().toCharArray()))
        .handle((admission, failure) -> step(message, admission, failure));
  }

  private Step step(OauthBearerMessage message, Admission admission, Throwable failure) {
    if (failure == null) {
      return Admitted.of(admission, message.authzid());
    }
    if (Gate.cause(failure) instanceof LoginRefused) {
      return refuse(Status.INVALID_TOKEN);
    }
    throw Gate.unchecked(failure);
  }

  private Step refuse(Status status) {
    refused = true;
    return new Challenge(status.json());
  }
}
