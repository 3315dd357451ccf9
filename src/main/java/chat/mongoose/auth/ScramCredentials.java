package chat.mongoose.auth;

import java.util.Optional;

/**
 * What is kept of a password for one mechanism (RFC 5802 §2.2, §3). Nobody can log in by SCRAM with
 * what stands here; the password can only be guessed and tried.
 *
 * <p>Decision: a password is kept as RFC 8265 prepares it, and where SASLprep (RFC 4013), which RFC
 * 5802 names, makes another of it, as that too. A client that prepares nothing is right by the
 * first, one that goes by the RFC by the second, and none of them tells which it is.
 *
 * @param iterations of {@link KeyDerivation}
 * @param saslprep by the same salt and iterations; empty where SASLprep changes nothing
 */
record ScramCredentials(
    ScramHash hash, byte[] salt, int iterations, ScramKeys keys, Optional<ScramKeys> saslprep) {

  /** The credentials for a new password. */
  static ScramCredentials derive(
      ScramHash hash, String password, byte[] salt, int iterations, KeyDerivation derivation) {
    return new ScramCredentials(
        hash,
        salt,
        iterations,
        keys(hash, password, salt, iterations, derivation),
        Password.saslprep(password).map(other -> keys(hash, other, salt, iterations, derivation)));
  }

  private static ScramKeys keys(
      ScramHash hash, String password, byte[] salt, int iterations, KeyDerivation derivation) {
    return ScramKeys.of(hash, derivation.saltedPassword(hash, password, salt, iterations));
  }

  /** True if these were derived from this password; takes as long when they were not. */
  boolean match(String password, KeyDerivation derivation) {
    var tried = keys(hash, password, salt, iterations, derivation);
    return keys.areThose(tried) | saslprep.orElse(keys).areThose(tried);
  }

  /**
   * The keys of the password that the client knows which has made this proof; empty if it knows
   * none. Takes as long whichever it is.
   *
   * @param proof of any length
   */
  Optional<ScramKeys> behind(byte[] authMessage, byte[] proof) {
    var first = keys.match(hash, authMessage, proof);
    var second = saslprep.orElse(keys).match(hash, authMessage, proof);
    return first ? Optional.of(keys) : saslprep.filter(any -> second);
  }

  /** Nothing of the keys. */
  @Override
  public String toString() {
    return hash.mechanism() + " credentials with " + iterations + " iterations";
  }
}
