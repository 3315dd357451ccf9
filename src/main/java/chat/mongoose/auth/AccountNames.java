package chat.mongoose.auth;

import chat.mongoose.session.NameSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/** The names of the accounts in the server's own database. */
@ApplicationScoped
public class AccountNames implements NameSource {

  /** What this node changes is known at once, by an event; this is for other nodes. */
  private static final Duration LIFETIME = Duration.ofMinutes(1);

  private static final int PAGE = 1000;

  private Users users;

  /** For the container's proxy. */
  AccountNames() {}

  @Inject
  AccountNames(Users users) {
    this.users = users;
  }

  @Override
  public Duration lifetime() {
    return LIFETIME;
  }

  @Override
  public void tell(BiConsumer<String, String> name) {
    var page = users.names("", PAGE);
    while (!page.isEmpty()) {
      for (String username : page) {
        name.accept(username, username);
        name.accept(username, SiteName.name(username));
      }
      page = page.size() < PAGE ? List.of() : users.names(page.get(page.size() - 1), PAGE);
    }
  }
}
