package chat.mongoose.auth;

import chat.mongoose.auth.Evidence.ScramProof;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Function;

/**
 * Holds evidence against an account. For a name without an account, and for a disabled one, it does
 * what it does for any other before it says no.
 */
@Dependent
final class Verifier {

  private final Function<String, Optional<Account>> accounts;
  private final Decoys decoys;
  private final KeyDerivation derivation;

  @Inject
  Verifier(RecentAccounts accounts, Decoys decoys, KeyDerivation derivation) {
    this(accounts::find, decoys, derivation);
  }

  Verifier(Function<String, Optional<Account>> accounts, Decoys decoys, KeyDerivation derivation) {
    this.accounts = accounts;
    this.decoys = decoys;
    this.derivation = derivation;
  }

  /** An account that proved itself, and the proof that we know it (RFC 5802 §3). */
  record Proven(Account account, byte[] serverSignature) {}

  /** The account of this name, if this is its password and it is not disabled. */
  Optional<Account> password(String username, String prepared) {
    var account = accountOrDecoy(username);
    var right = account.credentials(ScramHash.SHA_256).match(prepared, derivation);
    return Optional.of(account).filter(any -> right && !any.disabled());
  }

  /** The account of this name, if it made this proof and is not disabled. */
  Optional<Proven> proof(String username, ScramProof proof) {
    var account = accountOrDecoy(username);
    var credentials = account.credentials(proof.hash());
    var known = credentials.behind(proof.authMessage(), proof.clientProof());
    var signature = known.orElse(credentials.keys()).signature(proof.hash(), proof.authMessage());
    return Optional.of(new Proven(account, signature))
        .filter(any -> known.isPresent() && !account.disabled());
  }

  /** What to tell a client that wants to prove this name. */
  ScramParameters parameters(ScramHash hash, String username) {
    var credentials = accountOrDecoy(username).credentials(hash);
    return new ScramParameters(credentials.salt(), credentials.iterations());
  }

  private Account accountOrDecoy(String typed) {
    var username = Username.prepared(typed);
    var decoy = decoys.of(username.orElse(typed));
    return username.flatMap(accounts).orElse(decoy);
  }
}
