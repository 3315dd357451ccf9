package chat.mongoose.wordpress;

import chat.mongoose.auth.Accounts;
import chat.mongoose.auth.Accounts.Profile;
import chat.mongoose.auth.KeyDerivation;
import chat.mongoose.auth.SiteName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Tells who of the site somebody is. All methods wait for the site's database, and for a hash where
 * there is a password; they throw {@link SiteUnavailable} if that database does not answer.
 *
 * <p>A name that nobody has costs a hash of the same form as others, so that the time does not tell
 * which names there are. What was read some seconds ago is enough to let somebody in, but never to
 * keep somebody out: then it is read again.
 */
@ApplicationScoped
class Doorkeeper {

  private static final Logger LOG = System.getLogger(Doorkeeper.class.getName());

  private WordPressSettings settings;
  private WordPressUsers users;
  private ChatRoles roles;
  private KeyDerivation hashing;
  private Function<String, Optional<Profile>> accounts;
  private Clock clock;

  /** For the container's proxy. */
  Doorkeeper() {}

  @Inject
  Doorkeeper(
      WordPressSettings settings,
      WordPressUsers users,
      KeyDerivation hashing,
      Accounts accounts,
      Clock clock) {
    this(settings, users, hashing, accounts::recent, clock);
  }

  Doorkeeper(
      WordPressSettings settings,
      WordPressUsers users,
      KeyDerivation hashing,
      Function<String, Optional<Profile>> accounts,
      Clock clock) {
    this.settings = settings;
    this.users = users;
    this.roles = ChatRoles.of(settings);
    this.hashing = hashing;
    this.accounts = accounts;
    this.clock = clock;
  }

  /** The value of the site's "logged in" cookie among these, as it was sent. */
  Optional<String> cookieOf(Map<String, String> cookies) {
    return Optional.ofNullable(cookies.get(users.site().cookie()));
  }

  /** Whose cookie this is. */
  Optional<Visitor> cookie(String value) {
    return WordPressCookie.sent(value).flatMap(cookie -> cookie(cookie, Optional.empty()));
  }

  /**
   * Who has this name and this password, application password, or cookie.
   *
   * @param typed the name as the site has it, or as an address has it; in any case
   */
  Optional<Visitor> password(String typed, char[] secret) {
    var name = SiteName.name(typed);
    var local = SiteName.local(name);
    // A password may look like a cookie, but a cookie's text tells by itself that it is good.
    return cookie(secret)
        .flatMap(cookie -> local.flatMap(any -> cookie(cookie, local)))
        .or(() -> seek(alike(name, local), found -> byPassword(name, local, secret, found)));
  }

  private static Optional<WordPressCookie> cookie(char[] secret) {
    return WordPressCookie.sent(new String(secret));
  }

  /**
   * @param claimed the local part that it has to be for; empty for any
   */
  private Optional<Visitor> cookie(WordPressCookie cookie, Optional<String> claimed) {
    var local = SiteName.local(cookie.login());
    if (local.isEmpty() || claimed.isPresent() && !claimed.equals(local)) {
      return Optional.empty();
    }
    if (users.site().key().isEmpty()) {
      throw new SiteUnavailable(
          "%s and %s must be set as in wp-config.php"
              .formatted(SiteConstants.KEY, SiteConstants.SALT),
          null);
    }
    return seek(alike(cookie.login(), local), found -> byCookie(cookie, local.get(), found));
  }

  private Optional<Visitor> byCookie(
      WordPressCookie cookie, String local, List<WordPressUser> found) {
    var site = users.site();
    return only(local, found)
        // the collation finds others too
        .filter(user -> user.login().equals(cookie.login()))
        .filter(user -> cookie.isSigned(site.key().orElseThrow(), site.form(), user.hash()))
        .flatMap(user -> admit(user, local, proof(cookie, user)));
  }

  private Proof proof(WordPressCookie cookie, WordPressUser user) {
    var session = cookie.session().filter(name -> settings.sessionCheck());
    return new Proof.ByCookie(user.mark(), session, cookie.expires());
  }

  private Optional<Visitor> byPassword(
      String name, Optional<String> local, char[] secret, List<WordPressUser> found) {
    var user = local.flatMap(any -> only(any, found));
    var hash = user.map(WordPressUser::hash).or(() -> users.site().decoy(name)).orElse("");
    var octets = octets(secret);
    try {
      if (hashing.bounded(() -> WordPressPassword.accepts(octets, hash))) {
        return user.flatMap(any -> admit(any, local.get(), new Proof.ByPassword(any.mark())));
      }
    } finally {
      Arrays.fill(octets, (byte) 0);
    }
    return user.filter(any -> settings.applicationPasswords())
        .flatMap(any -> application(any, secret).flatMap(proof -> admit(any, local.get(), proof)));
  }

  private Optional<Proof> application(WordPressUser user, char[] secret) {
    var all = user.applicationPasswords();
    return all.isEmpty()
        ? Optional.empty()
        : hashing
            .bounded(() -> ApplicationPassword.find(new String(secret), all))
            .map(Proof.ByApplicationPassword::new);
  }

  private static byte[] octets(char[] secret) {
    var encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(secret));
    var octets = new byte[encoded.remaining()];
    encoded.get(octets);
    Arrays.fill(encoded.array(), (byte) 0);
    return octets;
  }

  /** The names to look for: also as the address has it, which the collation may not know. */
  private static Collection<String> alike(String name, Optional<String> local) {
    var names = new LinkedHashSet<String>();
    names.add(name);
    local.map(SiteName::name).ifPresent(names::add);
    return names;
  }

  private Optional<Visitor> seek(
      Collection<String> names, Function<List<WordPressUser>, Optional<Visitor>> check) {
    var remembered = users.remembered(names);
    return remembered
        .flatMap(check)
        .or(
            () -> {
              var found = users.read(names);
              return remembered.filter(found::equals).isPresent()
                  ? Optional.empty()
                  : check.apply(found);
            });
  }

  /** The one user with this address; nobody if there are two, since none is more so. */
  private static Optional<WordPressUser> only(String local, List<WordPressUser> found) {
    var all =
        found.stream()
            .filter(user -> SiteName.local(user.login()).filter(local::equals).isPresent())
            .toList();
    if (all.size() > 1) {
      LOG.log(
          Level.WARNING,
          "Nobody can log in as {0}: the site has several users whose address this would be: {1}",
          local,
          all);
    }
    return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
  }

  private Optional<Visitor> admit(WordPressUser user, String local, Proof proof) {
    var visitor = new Visitor(user.id(), user.login(), local, roles.of(user.capabilities()), proof);
    return Optional.of(visitor)
        .filter(any -> holds(any, user))
        .filter(any -> !isAnothers(local, any.roles()));
  }

  /** Whether all is still so that the user may be here, with these roles. */
  boolean holds(Visitor visitor, WordPressUser user) {
    return user.login().equals(visitor.login())
        && !user.barred()
        && !(settings.membersOnly() && user.capabilities().roles().isEmpty())
        && visitor.proof().holds(user, clock.instant())
        && roles.of(user.capabilities()).containsAll(visitor.roles());
  }

  /**
   * Whether the address is that of somebody who is more here than at the site. Who registers at the
   * site under the name of this server's administrator does not become him.
   */
  private boolean isAnothers(String local, Set<String> granted) {
    var account = accounts.apply(local);
    var refused =
        account.filter(any -> any.disabled() || !granted.containsAll(any.roles())).isPresent();
    if (refused) {
      LOG.log(
          Level.WARNING,
          "A user of the site cannot log in as {0}: an account of this server has that name, and is"
              + " disabled or has roles that the site does not give. Remove one of them.",
          local);
    }
    return refused;
  }
}
