package chat.mongoose.auth;

import chat.mongoose.session.Identity;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The server's side of one authentication by one mechanism (RFC 4422 §3). Each stage may fail with
 * a {@link SaslFailure} or as {@link Gate#admit} does; the exchange is over then, as it is after
 * {@link Admitted}.
 */
interface Exchange {

  /** What the exchange answers. */
  sealed interface Step {}

  /** The client has to say more. */
  record Challenge(byte[] data) implements Step {}

  /**
   * The client has proved who it is.
   *
   * @param authzid as whom it wants to act (RFC 6120 §6.3.8); empty if it did not say
   * @param site what the login hangs on, if a site's login module has said so
   * @param data what to tell it with the success; empty if nothing
   */
  record Admitted(Identity identity, String authzid, Optional<SiteEvidence> site, byte[] data)
      implements Step {

    /** Without anything to tell. */
    static Admitted of(Admission admission, String authzid) {
      return of(admission, authzid, new byte[0]);
    }

    static Admitted of(Admission admission, String authzid, byte[] data) {
      return new Admitted(admission.identity(), authzid, admission.site(), data);
    }
  }

  /** The client has sent no initial response: it is asked for one, since it has to speak first. */
  default CompletionStage<Step> begin() {
    return CompletableFuture.completedFuture(new Challenge(new byte[0]));
  }

  /**
   * The client has sent this.
   *
   * @throws SaslFailure if it is not what the mechanism's syntax allows
   */
  CompletionStage<Step> respond(byte[] data);
}
