package chat.mongoose.wordpress;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where the site's database is, and what the site is to the chat.
 *
 * @param url a JDBC URL of MariaDB or MySQL; empty if there is no site
 * @param user who may read the site's tables there
 * @param prefix of the names of the site's tables
 * @param site the number of the site in a network of sites
 * @param constants what is set of the keys in {@code wp-config.php}
 * @param cookie the name of the site's "logged in" cookie; empty if it is WordPress's own
 * @param sessionCheck false where a plug-in keeps the site's sessions outside of the database
 * @param applicationPasswords true if they are good for the chat as well
 * @param membersOnly true if only who has a role at the site may chat
 * @param admin roles and capabilities of the site that make an administrator of the chat
 * @param moderator those that make a moderator
 * @param auditor those that make an auditor
 */
@Dependent
record WordPressSettings(
    @ConfigProperty(name = WordPressSettings.URL) Optional<String> url,
    @ConfigProperty(name = WordPressSettings.USER, defaultValue = "mongoose") String user,
    @ConfigProperty(name = "mongoose.wordpress.db-password") Optional<String> password,
    @ConfigProperty(name = WordPressSettings.PREFIX, defaultValue = "wp_") String prefix,
    @ConfigProperty(name = WordPressSettings.SITE, defaultValue = "1") int site,
    SiteConstants constants,
    @ConfigProperty(name = WordPressSettings.COOKIE) Optional<String> cookie,
    @ConfigProperty(name = "mongoose.wordpress.session-check", defaultValue = "true")
        boolean sessionCheck,
    @ConfigProperty(name = "mongoose.wordpress.application-passwords", defaultValue = "true")
        boolean applicationPasswords,
    @ConfigProperty(name = "mongoose.wordpress.members-only", defaultValue = "false")
        boolean membersOnly,
    @ConfigProperty(name = "mongoose.wordpress.roles.admin", defaultValue = "administrator")
        String admin,
    @ConfigProperty(
            name = "mongoose.wordpress.roles.moderator",
            defaultValue = "administrator,editor")
        String moderator,
    @ConfigProperty(name = "mongoose.wordpress.roles.auditor", defaultValue = "mongoose_audit")
        String auditor) {

  static final String URL = "mongoose.wordpress.db-url";
  static final String USER = "mongoose.wordpress.db-user";
  static final String PREFIX = "mongoose.wordpress.table-prefix";
  static final String SITE = "mongoose.wordpress.site";
  static final String COOKIE = "mongoose.wordpress.cookie";

  private static final String MARIADB = "jdbc:mariadb:";
  private static final String MYSQL = "jdbc:mysql:";

  @Inject
  WordPressSettings {
    require(
        URL,
        url.isEmpty() || url.get().startsWith(MARIADB) || url.get().startsWith(MYSQL),
        "begin with " + MARIADB + " or " + MYSQL);
    // it stands in statements as it is
    require(PREFIX, prefix.matches("[A-Za-z0-9_]{0,40}"), "have letters, digits and _ only");
    require(SITE, site >= 1, "be at least 1");
    require(
        COOKIE,
        cookie.isEmpty() || cookie.get().matches("[A-Za-z0-9_-]{1,200}"),
        "be the name of a cookie");
  }

  private static void require(String key, boolean kept, String what) {
    if (!kept) {
      throw new IllegalStateException(key + " must " + what);
    }
  }

  /** The URL for the driver that we have, with limits so that no login waits for long. */
  String driverUrl() {
    var result = new StringBuilder(url.orElseThrow());
    if (url.get().startsWith(MYSQL)) {
      result.replace(0, MYSQL.length(), MARIADB);
    }
    option(result, "connectTimeout", "1500");
    option(result, "socketTimeout", "2000");
    // the database of another machine must not be able to ask for our files
    option(result, "allowLocalInfile", "false");
    return result.toString();
  }

  private static void option(StringBuilder url, String name, String value) {
    if (url.indexOf(name + "=") < 0) {
      url.append(url.indexOf("?") < 0 ? '?' : '&').append(name).append('=').append(value);
    }
  }

  /** The prefix of the tables of this site in its network. */
  String sitePrefix() {
    return site == 1 ? prefix : prefix + site + "_";
  }

  /** Nothing that is secret. */
  @Override
  public String toString() {
    return "WordPress at %s as %s".formatted(url.orElse("").split("\\?", 2)[0], user);
  }
}
