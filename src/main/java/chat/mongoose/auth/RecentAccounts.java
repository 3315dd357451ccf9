package chat.mongoose.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/**
 * The accounts that were looked up just now. A login by SCRAM asks twice within a moment, and to
 * read an account costs more than all else in it.
 *
 * <p>What this node changes it forgets at once; what another node changes, after {@link #MEMORY}.
 */
@ApplicationScoped
public class RecentAccounts {

  private static final Duration MEMORY = Duration.ofSeconds(2);
  private static final int CAPACITY = 10_000;

  private final Cache<String, Optional<Account>> recent =
      Caffeine.newBuilder()
          .expireAfterWrite(MEMORY)
          .maximumSize(CAPACITY)
          .executor(Runnable::run)
          .build();

  private Users users;

  /** For the container's proxy. */
  RecentAccounts() {}

  @Inject
  RecentAccounts(Users users) {
    this.users = users;
  }

  Optional<Account> find(String username) {
    return recent.get(username, users::find);
  }

  /** To be called behind a change; waits for one who reads the account as it was before. */
  void forget(String username) {
    recent.invalidate(username);
  }
}
