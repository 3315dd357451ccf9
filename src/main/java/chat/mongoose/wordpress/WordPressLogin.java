package chat.mongoose.wordpress;

import chat.mongoose.auth.CookiePatterns;
import chat.mongoose.auth.SiteLogin;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;

/** Puts {@link WordPressLoginModule} before all others if settings name a site's database. */
@ApplicationScoped
public class WordPressLogin implements SiteLogin {

  private static final Logger LOG = System.getLogger(WordPressLogin.class.getName());

  private WordPressSettings settings;
  private WordPressUsers users;
  private Doorkeeper doorkeeper;

  /** For the container's proxy. */
  WordPressLogin() {}

  @Inject
  WordPressLogin(WordPressSettings settings, WordPressUsers users, Doorkeeper doorkeeper) {
    this.settings = settings;
    this.users = users;
    this.doorkeeper = doorkeeper;
  }

  @Override
  public String settings() {
    return WordPressSettings.URL;
  }

  @Override
  public Optional<AppConfigurationEntry> entry() {
    return settings.url().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new AppConfigurationEntry(
                WordPressLoginModule.class.getName(),
                LoginModuleControlFlag.SUFFICIENT,
                Map.of(
                    WordPressLoginModule.DOORKEEPER,
                    doorkeeper,
                    CookiePatterns.OPTION,
                    settings.cookie().orElse("wordpress_logged_in_*"))));
  }

  /**
   * Makes wrong settings stop the start, as far as the database tells them; a database that does
   * not answer does not.
   */
  void start(@Observes @Initialized(ApplicationScoped.class) Object started) {
    if (settings.url().isEmpty()) {
      return;
    }
    try {
      var site = users.site();
      LOG.log(Level.INFO, "Who has an account at {0} may log in here.", site.url());
      if (site.key().isEmpty()) {
        LOG.log(
            Level.WARNING,
            "The site''s cookies cannot be checked: set {0} and {1} to LOGGED_IN_KEY and"
                + " LOGGED_IN_SALT of wp-config.php.",
            SiteConstants.KEY,
            SiteConstants.SALT);
      }
    } catch (SiteUnavailable e) {
      refuseWrong(e);
      LOG.log(Level.WARNING, "{0}: {1}", e.getMessage(), reason(e));
    }
  }

  /** A database that answers, and says that this can never succeed. */
  private static void refuseWrong(SiteUnavailable e) {
    var state = e.getCause() instanceof SQLException cause ? cause.getSQLState() : null;
    if (state != null && (state.startsWith("28") || state.startsWith("42"))) {
      throw new IllegalStateException(
          "%s, %s or their companions cannot be used: %s"
              .formatted(WordPressSettings.URL, WordPressSettings.USER, reason(e)),
          e);
    }
  }

  private static String reason(SiteUnavailable e) {
    return e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
  }
}
