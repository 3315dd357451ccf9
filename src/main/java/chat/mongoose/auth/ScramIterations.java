package chat.mongoose.auth;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How often a new password is hashed. A login by SCRAM costs the server nothing of it, but the
 * client all, and one by PLAIN costs the server all: some milliseconds at the default.
 */
@Dependent
record ScramIterations(
    @ConfigProperty(name = ScramIterations.KEY, defaultValue = "10000") int count) {

  static final String KEY = "mongoose.auth.scram-iterations";

  /** RFC 5802 §5.1, RFC 7677 §4. */
  private static final int LEAST = 4096;

  /** Some clients hash in JavaScript; more would lock them out. */
  private static final int MOST = 1_000_000;

  @Inject
  ScramIterations {
    if (!isGood(count)) {
      throw new IllegalStateException(
          KEY + " must be between " + LEAST + " and " + MOST + ", not " + count);
    }
  }

  /** False for a count that no account can have got here. */
  static boolean isGood(int count) {
    return count >= LEAST && count <= MOST;
  }
}
