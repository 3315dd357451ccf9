package chat.mongoose.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/** What {@link Decoys} are made from, read from the database and remembered. */
@ApplicationScoped
public class DecoySource {

  private static final String NAME = "decoys";
  private static final int LENGTH = 32;

  private final Cache<String, List<Integer>> counts =
      Caffeine.newBuilder()
          .expireAfterWrite(Duration.ofMinutes(10))
          .executor(Runnable::run)
          .build();

  private Secrets secrets;
  private Users users;
  private ScramIterations iterations;
  private volatile byte[] secret;

  /** For the container's proxy. */
  DecoySource() {}

  @Inject
  DecoySource(Secrets secrets, Users users, ScramIterations iterations) {
    this.secrets = secrets;
    this.users = users;
    this.iterations = iterations;
  }

  byte[] secret() {
    if (secret == null) {
      secret = secrets.find(NAME).orElseGet(this::create);
    }
    return secret;
  }

  /** The iteration counts that accounts have; what a new one would have, if there are none. */
  List<Integer> iterations() {
    return counts.get(
        NAME,
        same -> {
          var used = users.iterations();
          return used.isEmpty() ? List.of(iterations.count()) : List.copyOf(used);
        });
  }

  private byte[] create() {
    var random = new byte[LENGTH];
    new SecureRandom().nextBytes(random);
    try {
      secrets.create(NAME, random);
      return random;
    } catch (EJBException e) {
      // another node may have been faster, and its secret is the one that counts
      return secrets.find(NAME).orElseThrow(() -> e);
    }
  }
}
