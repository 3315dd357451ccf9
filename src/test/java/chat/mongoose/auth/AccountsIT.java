package chat.mongoose.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.auth.AccountRefused.Reason;
import chat.mongoose.auth.Accounts.Profile;
import chat.mongoose.db.Secrets;
import chat.mongoose.testkit.Deployments;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Accounts in a real database, by the server's own JPA provider. */
@Tag("database")
@Tag("server")
@ExtendWith(ArquillianExtension.class)
class AccountsIT {

  private static final String PASSWORD = "wherefore art thou";

  private static final int ITERATIONS = 4096;

  @Inject private Accounts accounts;
  @Inject private Users users;
  @Inject private Secrets secrets;
  @Inject private DecoySource decoySource;
  @Inject private Login login;

  @Deployment
  static WebArchive mongoose() {
    return Deployments.mongoose();
  }

  @Test
  void whatIsKeptComesBackAsItWas() {
    var salt = new byte[] {0, -1, 127, -128, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    var sha1 = credentials(ScramHash.SHA_1, salt);
    var sha256 = credentials(ScramHash.SHA_256, salt);
    users.create(new Account("kept", sha1, sha256, true, Set.of("admin", "auditor")));

    var found = users.find("kept").orElseThrow();

    assertThat(found.disabled()).isTrue();
    assertThat(found.roles()).containsExactlyInAnyOrder("admin", "auditor");
    assertThat(found.sha1()).usingRecursiveComparison().isEqualTo(sha1);
    assertThat(found.sha256()).usingRecursiveComparison().isEqualTo(sha256);
    assertThat(users.iterations()).contains(ITERATIONS, 10_000);
  }

  @Test
  void whatSaslprepMakesOfAPasswordComesBackAsWell() {
    accounts.create("fullwidth", "ｐａｓｓｗｏｒｄ²", Set.of());

    var found = users.find("fullwidth").orElseThrow();

    assertThat(found.sha1().saslprep()).isPresent();
    assertThat(found.sha256().saslprep()).isPresent();
    assertThat(check("fullwidth", "password2").identity().username()).isEqualTo("fullwidth");
    assertThat(check("fullwidth", "ｐａｓｓｗｏｒｄ²").identity().username()).isEqualTo("fullwidth");
    assertRefused("fullwidth", "password²");
    accounts.create("narrow", PASSWORD, Set.of());
    assertThat(users.find("narrow").orElseThrow().sha256().saslprep()).isEmpty();
  }

  @Test
  void whoHasAnAccountLogsInWithItsRoles() {
    accounts.create("Auditing", PASSWORD, Set.of("auditor"));

    var identity = check("auditing", PASSWORD).identity();

    assertThat(identity.username()).isEqualTo("auditing");
    assertThat(identity.roles()).containsExactly("auditor");
    assertRefused("auditing", "guess");
    assertRefused("auditing2", PASSWORD);
  }

  @Test
  void namesThatAreAlikeAreNotTheSame() {
    accounts.create("jorg", PASSWORD, Set.of());
    accounts.create("jörg", PASSWORD, Set.of());
    accounts.create("jo\u0308rn", PASSWORD, Set.of());

    assertRefused(Reason.TAKEN, () -> accounts.create("JÖRG", PASSWORD, Set.of()));
    assertRefused(Reason.TAKEN, () -> accounts.create("jörn", PASSWORD, Set.of()));
    assertThat(accounts.find("jorg").map(Profile::username)).contains("jorg");
    assertThat(accounts.find("Jörg").map(Profile::username)).contains("jörg");
    assertThat(accounts.find("jôrg")).isEmpty();
  }

  @Test
  void whatIsChangedIsAllThatChanges() {
    accounts.create("changed", PASSWORD, Set.of("auditor"));

    accounts.change("changed", change(Optional.of("another password"), null, null));
    assertThat(check("changed", "another password").identity().roles()).containsExactly("auditor");
    assertRefused("changed", PASSWORD);

    accounts.change("changed", change(Optional.empty(), true, null));
    assertRefused("changed", "another password");

    accounts.change("changed", change(Optional.empty(), false, Set.of()));
    assertThat(check("changed", "another password").identity().roles()).isEmpty();

    accounts.remove("changed");
    assertThat(accounts.find("changed")).isEmpty();
    assertRefused(Reason.UNKNOWN, () -> accounts.remove("changed"));
    assertRefused(
        Reason.UNKNOWN, () -> accounts.change("changed", change(Optional.empty(), true, null)));
  }

  @Test
  void thereIsAlwaysAnAdministrator() {
    assertRefused(Reason.LAST_ADMINISTRATOR, () -> accounts.remove("admin"));
    assertRefused(
        Reason.LAST_ADMINISTRATOR,
        () -> accounts.change("admin", change(Optional.of("new password"), true, null)));
    assertRefused(
        Reason.LAST_ADMINISTRATOR,
        () -> accounts.change("admin", change(Optional.empty(), null, Set.of("auditor"))));
    assertRefused("admin", "new password");

    accounts.create("second", PASSWORD, Set.of("admin"));
    accounts.change("admin", change(Optional.empty(), true, null));
    accounts.change("admin", change(Optional.empty(), false, null));
    accounts.remove("second");
  }

  @Test
  void whatCannotBeAnAccountIsRefused() {
    for (String name : List.of("", "a b", "a@b", "guest-aaaaaaaaaaaaaaaaaaaaaaaaaa")) {
      assertRefused(Reason.INVALID, () -> accounts.create(name, PASSWORD, Set.of()));
    }
    assertRefused(Reason.INVALID, () -> accounts.create("x".repeat(256), PASSWORD, Set.of()));
    assertRefused(Reason.INVALID, () -> accounts.create("refused", "1234567", Set.of()));
    assertRefused(Reason.INVALID, () -> accounts.create("refused", PASSWORD, Set.of("boss")));
    assertThat(accounts.find("refused")).isEmpty();
  }

  @Test
  void theLongestNameHasRoom() {
    var name = "ö".repeat(255);

    accounts.create(name, PASSWORD, Set.of("auditor"));

    assertThat(accounts.find(name).orElseThrow().roles()).containsExactly("auditor");
  }

  @Test
  void pagesGoOnWhereTheLastOneEnded() {
    for (String name : List.of("page-c", "page-a", "page-b")) {
      accounts.create(name, PASSWORD, Set.of("auditor"));
    }

    assertThat(accounts.page("page-", 2))
        .extracting(Profile::username)
        .containsExactly("page-a", "page-b");
    assertThat(accounts.page("page-b", 1))
        .containsExactly(new Profile("page-c", false, Set.of("auditor")));
  }

  @Test
  void theSecretOfTheDecoysIsMadeOnce() {
    var secret = decoySource.secret();

    assertThat(secret).hasSize(32);
    assertThat(secrets.of("decoys")).isEqualTo(secret).isNotEqualTo(secrets.of("something else"));
  }

  private static ScramCredentials credentials(ScramHash hash, byte[] salt) {
    return ScramCredentials.derive(hash, PASSWORD, salt, ITERATIONS, new KeyDerivation());
  }

  private Admission check(String username, String password) {
    return login.check(username, new Evidence.Password(password.toCharArray()));
  }

  private void assertRefused(String username, String password) {
    assertThatThrownBy(() -> check(username, password)).isInstanceOf(LoginRefused.class);
  }

  private static AccountChange change(
      Optional<String> password, Boolean disabled, Set<String> roles) {
    return new AccountChange(password, Optional.ofNullable(disabled), Optional.ofNullable(roles));
  }

  private static void assertRefused(Reason reason, Runnable attempt) {
    assertThatThrownBy(attempt::run)
        .isInstanceOfSatisfying(
            AccountRefused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }
}
