package chat.mongoose.auth;

import java.util.concurrent.CompletionStage;

/** What a SASL mechanism asks on behalf of one client: {@link Gate}, from that client's address. */
interface Doorway {

  /** See {@link Gate#admit}. */
  CompletionStage<Admission> admit(String username, Evidence evidence);

  /** See {@link Gate#parameters}. */
  CompletionStage<ScramParameters> parameters(ScramHash hash, String username);
}
