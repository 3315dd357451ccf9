package chat.mongoose.auth;

import chat.mongoose.db.Secrets;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;

/** What {@link Decoys} are made from, read from the database and remembered. */
@ApplicationScoped
public class DecoySource {

  private static final String NAME = "decoys";

  private final Cache<String, List<Integer>> counts =
      Caffeine.newBuilder()
          .expireAfterWrite(Duration.ofMinutes(10))
          .executor(Runnable::run)
          .build();

  private Secrets secrets;
  private Users users;
  private ScramIterations iterations;

  /** For the container's proxy. */
  DecoySource() {}

  @Inject
  DecoySource(Secrets secrets, Users users, ScramIterations iterations) {
    this.secrets = secrets;
    this.users = users;
    this.iterations = iterations;
  }

  byte[] secret() {
    return secrets.of(NAME);
  }

  /** The iteration counts that accounts have; what a new one would have, if there are none. */
  List<Integer> iterations() {
    return counts.get(
        NAME,
        same -> {
          var used = users.iterations().stream().filter(ScramIterations::isGood).toList();
          return used.isEmpty() ? List.of(iterations.count()) : used;
        });
  }
}
