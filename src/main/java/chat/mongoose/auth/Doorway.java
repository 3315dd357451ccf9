package chat.mongoose.auth;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What a SASL mechanism asks on behalf of one client: {@link Gate}, from that client's address. */
interface Doorway {

  /** See {@link Gate#admit}. */
  CompletionStage<Admission> admit(String username, Evidence evidence);

  /** What the client sent was refused, and {@link Gate} not asked; whoever cares is told. */
  void refused(SaslFailure failure);

  /** Whom the cookies of the client's request have proved to be here; empty if nobody. */
  Optional<Admission> visitor();

  /** See {@link Gate#parameters}. */
  CompletionStage<ScramParameters> parameters(ScramHash hash, String username);
}
