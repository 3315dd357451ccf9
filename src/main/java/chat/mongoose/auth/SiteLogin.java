package chat.mongoose.auth;

import java.util.Optional;
import javax.security.auth.login.AppConfigurationEntry;

/**
 * A site's login module that settings switch on: a CDI bean, found at start. It is asked before the
 * accounts of our database, unless the server's own JAAS configuration says who is asked at all;
 * that one has to name the module then.
 */
public interface SiteLogin {

  /** The beginning of the keys that switch it on, such as {@code mongoose.auth.jwt}. */
  String settings();

  /**
   * The module with its options, {@link CookiePatterns#OPTION} among them if it knows cookies;
   * empty if it is not switched on.
   *
   * @throws RuntimeException if a setting is wrong; the message names the key
   */
  Optional<AppConfigurationEntry> entry();
}
