package chat.mongoose.auth;

import chat.mongoose.session.Guest;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The accounts in the server's own database, for those who administer them. All methods wait for
 * the database, and those that take a password for a hash as well.
 */
@ApplicationScoped
public class Accounts {

  static final int SALT_LENGTH = 16;

  private static final SecureRandom RANDOM = new SecureRandom();

  private Users users;
  private RecentAccounts recent;
  private KeyDerivation derivation;
  private ScramIterations iterations;
  private EndedLogins ended;

  /** For the container's proxy. */
  Accounts() {}

  @Inject
  Accounts(
      Users users,
      RecentAccounts recent,
      KeyDerivation derivation,
      ScramIterations iterations,
      EndedLogins ended) {
    this.users = users;
    this.recent = recent;
    this.derivation = derivation;
    this.iterations = iterations;
    this.ended = ended;
  }

  /**
   * What may be shown of an account.
   *
   * @param username the local part of its address, prepared
   * @param disabled true if nobody may log in as this user
   * @param roles of {@link Roles}
   */
  public record Profile(String username, boolean disabled, Set<String> roles) {

    private static Profile of(Account account) {
      return new Profile(account.username(), account.disabled(), account.roles());
    }
  }

  /** The account of this name, however it is written. */
  public Optional<Profile> find(String username) {
    return Username.prepared(username).flatMap(users::find).map(Profile::of);
  }

  /** The same as it was some seconds ago at most, which costs nothing if it was looked up then. */
  public Optional<Profile> recent(String username) {
    return Username.prepared(username).flatMap(recent::find).map(Profile::of);
  }

  /**
   * Some accounts in the order of their names.
   *
   * @param after the name behind which to begin; empty to begin with the first
   * @param max how many at most, at least 1
   */
  public List<Profile> page(String after, int max) {
    return users.page(after, max).stream().map(Profile::of).toList();
  }

  /** True on a server that has just been installed. */
  boolean isEmpty() {
    return users.isEmpty();
  }

  /**
   * Makes an account.
   *
   * @param username is prepared (RFC 7622 §3.3), so the account may be called a little otherwise
   * @param password of {@value Password#MIN_LENGTH} characters at least
   * @param roles of {@link Roles#ALL}
   * @throws AccountRefused if one of them cannot be so, or the name is taken
   */
  public Profile create(String username, String password, Set<String> roles) {
    var name =
        Username.prepared(username)
            .filter(prepared -> !Guest.names(prepared))
            .orElseThrow(() -> AccountRefused.invalid("No account can be called so."));
    var prepared = checked(password);
    var account =
        new Account(
            name,
            derive(ScramHash.SHA_1, prepared),
            derive(ScramHash.SHA_256, prepared),
            false,
            known(roles));
    try {
      users.create(account);
    } catch (EJBException e) {
      // another node may have been faster
      throw users.find(name).isPresent() ? AccountRefused.taken(name) : e;
    }
    recent.forget(name);
    return Profile.of(account);
  }

  /**
   * Changes an account, all of it or nothing. A new password, and disabling it, end the account's
   * sessions on this node; else sessions keep the roles they began with.
   *
   * @throws AccountRefused if there is no such account, if it cannot be so, or if nobody could
   *     administer any more
   */
  public Changed change(String username, AccountChange wanted) {
    var name = existing(username);
    var password = wanted.password().map(Accounts::checked);
    var sha1 = password.map(prepared -> derive(ScramHash.SHA_1, prepared));
    var sha256 = password.map(prepared -> derive(ScramHash.SHA_256, prepared));
    var roles = wanted.roles().map(Accounts::known);
    var before = new Profile[1];
    var changed =
        users.change(
            name,
            account -> {
              before[0] = Profile.of(account);
              return new Account(
                  name,
                  sha1.orElse(account.sha1()),
                  sha256.orElse(account.sha256()),
                  wanted.disabled().orElse(account.disabled()),
                  roles.orElse(account.roles()));
            });
    recent.forget(name);
    if (wanted.endsSessions()) {
      ended.end(name, "Your account or its password has been changed.");
    }
    return new Changed(before[0], Profile.of(changed));
  }

  /** What an account was before a change, and is now. */
  public record Changed(Profile before, Profile after) {}

  /**
   * Removes the account and ends its sessions on this node. What the user has said stays. Whoever
   * gets the name next is somebody else, with nothing of what this one had.
   *
   * @return its name, prepared
   * @throws AccountRefused if there is no such account, or nobody could administer any more
   */
  public String remove(String username) {
    var name = existing(username);
    users.remove(name);
    ended.end(name, "Your account has been removed.");
    return name;
  }

  private ScramCredentials derive(ScramHash hash, String prepared) {
    var salt = new byte[SALT_LENGTH];
    RANDOM.nextBytes(salt);
    return ScramCredentials.derive(hash, prepared, salt, iterations.count(), derivation);
  }

  private static String existing(String username) {
    return Username.prepared(username)
        .orElseThrow(
            () ->
                new AccountRefused(AccountRefused.Reason.UNKNOWN, "No account can be called so."));
  }

  private static String checked(String password) {
    return Password.newlyChosen(password)
        .orElseThrow(
            () ->
                AccountRefused.invalid(
                    "A password has from %d to %d characters, and no control characters."
                        .formatted(Password.MIN_LENGTH, Password.MAX_LENGTH)));
  }

  private static Set<String> known(Set<String> roles) {
    if (!Roles.ALL.containsAll(roles)) {
      throw AccountRefused.invalid("The roles are " + String.join(" and ", Roles.ALL) + ".");
    }
    return roles;
  }
}
