package chat.mongoose.wordpress;

import chat.mongoose.auth.SiteName;
import chat.mongoose.session.NameSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * How the users of the site are called there: the name of the login, that in the address of the
 * author's page, and the one that the site shows. Read by pages of a thousand, in the order of the
 * primary key, twelve times an hour.
 */
@ApplicationScoped
public class SiteNames implements NameSource {

  private static final Duration LIFETIME = Duration.ofMinutes(5);

  private WordPressSettings settings;
  private WordPressUsers users;

  /** For the container's proxy. */
  SiteNames() {}

  @Inject
  SiteNames(WordPressSettings settings, WordPressUsers users) {
    this.settings = settings;
    this.users = users;
  }

  @Override
  public Duration lifetime() {
    return LIFETIME;
  }

  @Override
  public void tell(BiConsumer<String, String> name) {
    if (settings.url().isEmpty()) {
      return;
    }
    var page = users.names(0);
    while (!page.isEmpty()) {
      page.forEach(user -> tell(user, name));
      page = users.names(page.get(page.size() - 1).id());
    }
  }

  /** Who has no address in the chat has names all the same, and nobody has them there. */
  private static void tell(SiteUser user, BiConsumer<String, String> name) {
    var owner = SiteName.local(user.login()).orElse("");
    name.accept(owner, user.login());
    name.accept(owner, user.slug());
    name.accept(owner, user.shown());
  }
}
