package chat.mongoose.auth;

import chat.mongoose.auth.SaslFailure.Condition;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** SCRAM without channel binding (RFC 5802, 7677): two messages from each side. */
final class ScramExchange implements Exchange {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder BASE64 = Base64.getEncoder();

  private final ScramHash hash;
  private final Doorway doorway;
  private final Supplier<String> nonces;
  private ScramFirst first;
  private String serverFirst;
  private String nonce;

  ScramExchange(ScramHash hash, Doorway doorway) {
    this(hash, doorway, ScramExchange::nonce);
  }

  /**
   * @param nonces what the server adds to the client's nonce
   */
  ScramExchange(ScramHash hash, Doorway doorway, Supplier<String> nonces) {
    this.hash = hash;
    this.doorway = doorway;
    this.nonces = nonces;
  }

  @Override
  public CompletionStage<Step> respond(byte[] data) {
    var message = Utf8.decode(data).orElseThrow(SaslFailure::notUtf8);
    return first == null ? first(ScramFirst.of(message)) : last(ScramLast.of(message));
  }

  private CompletionStage<Step> first(ScramFirst message) {
    first = message;
    nonce = message.nonce() + nonces.get();
    return doorway.parameters(hash, message.username()).thenApply(this::challenge);
  }

  private Step challenge(ScramParameters parameters) {
    var salt = BASE64.encodeToString(parameters.salt());
    serverFirst = "r=" + nonce + ",s=" + salt + ",i=" + parameters.iterations();
    return new Challenge(bytes(serverFirst));
  }

  private CompletionStage<Step> last(ScramLast message) {
    // RFC 5802 §5.1: both must be what was said before, or somebody sits between us
    if (!message.nonce().equals(nonce)) {
      throw new SaslFailure(Condition.NOT_AUTHORIZED, "The nonce is not the one of this exchange.");
    }
    if (!new String(message.binding(), StandardCharsets.UTF_8).equals(first.gs2Header())) {
      throw new SaslFailure(
          Condition.NOT_AUTHORIZED, "The channel binding is not the one you began with.");
    }
    var authMessage = first.bare() + "," + serverFirst + "," + message.withoutProof();
    var proof = new Evidence.ScramProof(hash, bytes(authMessage), message.proof());
    return doorway.admit(first.username(), proof).thenApply(this::admitted);
  }

  private Step admitted(Admission admission) {
    // A module that admits without signing could only be one that never looked at the proof
    var signature = admission.signature().orElseThrow(LoginRefused::new);
    return Admitted.of(
        admission, first.authzid(), bytes("v=" + BASE64.encodeToString(signature.bytes())));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** 192 random bits; base64 has no comma. */
  private static String nonce() {
    var random = new byte[24];
    RANDOM.nextBytes(random);
    return BASE64.encodeToString(random);
  }
}
