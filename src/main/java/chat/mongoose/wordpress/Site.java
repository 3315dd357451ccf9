package chat.mongoose.wordpress;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is the same for all users of the site.
 *
 * @param url of WordPress; empty if the database does not tell
 * @param key with which it signs cookies; empty if it is not known here
 * @param cookie the name of its "logged in" cookie
 * @param form of that cookie
 * @param roles the site's roles, as stored
 * @param superAdmins the {@code user_login}s of a network's super administrators
 * @param flagged true if users have the columns {@code spam} and {@code deleted}, as in networks
 * @param exactNames true if the column {@code user_login} tells {@code A} from {@code a}, so that
 *     two users can have one address
 * @param hashes of some users, as a measure of what a login costs
 */
record Site(
    String url,
    Optional<String> key,
    String cookie,
    CookieForm form,
    Map<Object, Object> roles,
    Set<String> superAdmins,
    boolean flagged,
    boolean exactNames,
    List<String> hashes) {

  /** WordPress's own name for the cookie of a site. */
  static String cookieName(String url) {
    return "wordpress_logged_in_" + Hashes.hex("MD5", url.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A hash to check in vain for a name that nobody has, so that this takes as long as for others;
   * always the same for one name.
   */
  Optional<String> decoy(String name) {
    return hashes.isEmpty()
        ? Optional.empty()
        : Optional.of(hashes.get(Math.floorMod(name.hashCode(), hashes.size())));
  }

  /** Nothing that is secret. */
  @Override
  public String toString() {
    return "the WordPress site " + url;
  }
}
