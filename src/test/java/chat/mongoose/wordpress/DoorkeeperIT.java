package chat.mongoose.wordpress;

import static chat.mongoose.wordpress.SiteTables.HASH;
import static chat.mongoose.wordpress.SiteTables.NEW_HASH;
import static chat.mongoose.wordpress.SiteTables.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.auth.Accounts.Profile;
import chat.mongoose.auth.SiteName;
import chat.mongoose.testkit.MariaDb;
import jakarta.json.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who of a site somebody is, by the tables of a real MariaDB. */
class DoorkeeperIT {

  private static final String EDITOR = "a:1:{s:6:\"editor\";b:1;}";
  private static final String ADMINISTRATOR = "a:1:{s:13:\"administrator\";b:1;}";
  private static final String SUBSCRIBER = "a:1:{s:10:\"subscriber\";b:1;}";
  private static final String COLLATION = "utf8mb4_unicode_520_ci";

  private static MariaDb database;
  private SiteTables site;

  @BeforeAll
  static void start() {
    database = MariaDb.create();
  }

  @AfterAll
  static void end() {
    database.close();
  }

  @BeforeEach
  void site() throws SQLException {
    site = SiteTables.create(database, "wp_", COLLATION);
  }

  private static Optional<String> local(Optional<Visitor> visitor) {
    return visitor.map(Visitor::local);
  }

  private static Optional<Visitor> login(Doorkeeper doorkeeper, String name, String password) {
    return doorkeeper.password(name, password.toCharArray());
  }

  // --- names

  @Test
  void aNameMayBeTypedAsTheSiteHasItAndAsTheAddressHasIt() throws SQLException {
    site.user(1, "Jan Kowalski", HASH);
    site.user(2, "ann@example.org", NEW_HASH);
    site.user(3, "Иван", HASH);
    var doorkeeper = site.doorkeeper();
    for (var typed : Stream.of("Jan Kowalski", "jan kowalski", "jan\\20kowalski").toList()) {
      assertThat(local(login(doorkeeper, typed, PASSWORD))).contains("jan\\20kowalski");
    }
    assertThat(local(login(doorkeeper, "ann@example.org", PASSWORD)))
        .contains("ann\\40example.org");
    assertThat(local(login(doorkeeper, "ann\\40example.org", PASSWORD)))
        .contains("ann\\40example.org");
    assertThat(local(login(doorkeeper, "ИВАН", PASSWORD))).contains("иван");
    assertThat(login(doorkeeper, "Jan Kowalski", "Correct-Horse8")).isEmpty();
    assertThat(login(doorkeeper, "nobody", PASSWORD)).isEmpty();
  }

  /** The site's collation takes them for one, but they are not one address. */
  @Test
  void aNameThatIsOnlyAlikeIsNobodys() throws SQLException {
    site.user(1, "żółw", HASH);
    site.user(2, "strasse", HASH);
    var doorkeeper = site.doorkeeper();
    assertThat(login(doorkeeper, "zolw", PASSWORD)).isEmpty();
    assertThat(login(doorkeeper, "żółw ", PASSWORD)).isEmpty();
    assertThat(local(login(doorkeeper, "żółw", PASSWORD))).contains("żółw");
    assertThat(login(doorkeeper, "straße", PASSWORD)).isEmpty();
  }

  @Test
  void whoseAddressIsAnothersTooCannotLogIn() throws SQLException {
    site = SiteTables.create(database, "wp_", "utf8mb4_bin");
    site.user(1, "Anna", HASH);
    site.user(2, "ANNA", HASH);
    site.user(3, "bert", HASH);
    var doorkeeper = site.doorkeeper();
    assertThat(login(doorkeeper, "Anna", PASSWORD)).isEmpty();
    assertThat(login(doorkeeper, "ANNA", PASSWORD)).isEmpty();
    assertThat(login(doorkeeper, "anna", PASSWORD)).isEmpty();
    assertThat(local(login(doorkeeper, "Bert", PASSWORD))).contains("bert");
  }

  @Test
  void anAccountOfThisServerThatIsMoreIsNotToBeHadAtTheSite() throws SQLException {
    site.user(1, "admin", HASH);
    site.user(2, "romeo", HASH);
    var accounts =
        Map.of(
            "admin", new Profile("admin", false, Set.of("admin")),
            "romeo", new Profile("romeo", false, Set.of()));
    var doorkeeper = site.doorkeeper(site.settings(Map.of()), accounts);
    assertThat(login(doorkeeper, "admin", PASSWORD)).isEmpty();
    assertThat(local(login(doorkeeper, "romeo", PASSWORD))).contains("romeo");

    site.meta(1, "wp_capabilities", ADMINISTRATOR);
    assertThat(local(login(doorkeeper, "admin", PASSWORD))).contains("admin");
  }

  @Test
  void metacharactersOfSqlAreCharacters() throws SQLException {
    site.user(1, "o'hara", HASH);
    var doorkeeper = site.doorkeeper();
    assertThat(local(login(doorkeeper, "o'hara", PASSWORD))).contains("o\\27hara");
    for (var typed : Stream.of("' OR '1'='1", "o'hara'; -- ", "%", "o_hara", "\\").toList()) {
      assertThat(login(doorkeeper, typed, PASSWORD)).as(typed).isEmpty();
    }
  }

  // --- passwords

  @Test
  void aChangedPasswordCountsAtOnceAndEndsWhatHangsOnTheOld() throws SQLException {
    site.user(1, "ann", "$P$BvqgO/IZ7/sHwOQwUwbuGlftrBJsF1/");
    var doorkeeper = site.doorkeeper();
    assertThat(login(doorkeeper, "ann", PASSWORD)).isEmpty();
    site.user(1, "ann", HASH);
    var visitor = login(doorkeeper, "ann", PASSWORD).orElseThrow();
    var users = new WordPressUsers(site.settings(Map.of()));
    assertThat(doorkeeper.holds(visitor, users.numbered(Set.of(1L)).get(0))).isTrue();
    site.user(1, "ann", NEW_HASH);
    assertThat(doorkeeper.holds(visitor, users.numbered(Set.of(1L)).get(0))).isFalse();
    assertThat(users.numbered(Set.of(1L, 7L))).hasSize(1);
  }

  @Test
  void anApplicationPasswordIsGoodUntilItIsRevoked() throws SQLException {
    var vector =
        Vectors.all()
            .filter(any -> any.getString("id").equals("application-password-no-spaces-wp7.1"))
            .findFirst()
            .orElseThrow();
    site.user(1, "ann", HASH);
    site.meta(1, "_application_passwords", vector.getString("application_passwords"));
    var doorkeeper = site.doorkeeper();
    var visitor = login(doorkeeper, "ann", vector.getString("password")).orElseThrow();
    var users = new WordPressUsers(site.settings(Map.of()));
    site.user(1, "ann", NEW_HASH);
    assertThat(doorkeeper.holds(visitor, users.numbered(Set.of(1L)).get(0))).isTrue();
    site.meta(1, "_application_passwords", "a:0:{}");
    assertThat(doorkeeper.holds(visitor, users.numbered(Set.of(1L)).get(0))).isFalse();

    site.meta(1, "_application_passwords", vector.getString("application_passwords"));
    var strict = site.doorkeeper(site.settings(Map.of("application-passwords", false)), Map.of());
    assertThat(login(strict, "ann", vector.getString("password"))).isEmpty();
  }

  /** A hash for a name that nobody has is of the form that the site's users have. */
  @Test
  void anUnknownNameCostsWhatAKnownOneCosts() throws SQLException {
    site.user(1, "ann", NEW_HASH);
    site.user(2, "bert", HASH);
    var read = new WordPressUsers(site.settings(Map.of())).site();
    assertThat(read.hashes()).containsExactlyInAnyOrder(HASH, NEW_HASH);
    assertThat(read.decoy("carl")).isPresent().isEqualTo(read.decoy("carl"));
  }

  // --- roles

  @Test
  void rolesOfTheSiteBecomeRolesOfTheChat() throws SQLException {
    var roles =
        "a:2:{s:13:\"administrator\";a:1:{s:12:\"capabilities\";a:0:{}}"
            + "s:6:\"editor\";a:1:{s:12:\"capabilities\";a:1:{s:17:\"moderate_comments\";b:1;}}}";
    site.option("wp_user_roles", roles);
    site.user(1, "boss", HASH);
    site.meta(1, "wp_capabilities", ADMINISTRATOR);
    site.user(2, "ed", HASH);
    site.meta(2, "wp_capabilities", EDITOR);
    site.user(3, "sue", HASH);
    site.meta(3, "wp_capabilities", "a:1:{s:14:\"mongoose_audit\";b:1;}");
    site.user(4, "nil", HASH);
    var doorkeeper = site.doorkeeper();
    assertThat(login(doorkeeper, "boss", PASSWORD).orElseThrow().roles())
        .containsExactlyInAnyOrder("admin", "moderator");
    var editor = login(doorkeeper, "ed", PASSWORD).orElseThrow();
    assertThat(editor.roles()).containsExactly("moderator");
    assertThat(login(doorkeeper, "sue", PASSWORD).orElseThrow().roles()).containsExactly("auditor");
    assertThat(login(doorkeeper, "nil", PASSWORD).orElseThrow().roles()).isEmpty();

    var users = new WordPressUsers(site.settings(Map.of()));
    site.meta(2, "wp_capabilities", SUBSCRIBER);
    assertThat(doorkeeper.holds(editor, users.numbered(Set.of(2L)).get(0))).isFalse();

    var members = site.doorkeeper(site.settings(Map.of("members-only", true)), Map.of());
    assertThat(login(members, "boss", PASSWORD)).isPresent();
    assertThat(login(members, "nil", PASSWORD)).isEmpty();
  }

  @Test
  void aNetworkHasFlagsItsOwnOptionsAndAdministratorsOfAllSites() throws SQLException {
    site.run("ALTER TABLE %susers ADD spam tinyint NOT NULL DEFAULT 0");
    site.run("ALTER TABLE %susers ADD deleted tinyint NOT NULL DEFAULT 0");
    site.run(
        "CREATE TABLE %ssitemeta (meta_id bigint AUTO_INCREMENT PRIMARY KEY, site_id bigint,"
            + " meta_key varchar(255), meta_value longtext)");
    site.run(
        "INSERT INTO %ssitemeta (site_id, meta_key, meta_value) VALUES"
            + " (1, 'siteurl', 'http://127.0.0.1:8093/'), (1, 'site_admins', ?)",
        "a:1:{i:0;s:4:\"boss\";}");
    site.run("CREATE OR REPLACE TABLE wp_2_options LIKE wp_options");
    site.user(1, "boss", HASH);
    site.user(2, "spammer", HASH);
    site.user(3, "gone", HASH);
    site.user(4, "ed", HASH);
    site.meta(4, "wp_capabilities", SUBSCRIBER);
    site.meta(4, "wp_2_capabilities", EDITOR);
    site.run("UPDATE %susers SET spam = 1 WHERE ID = 2");
    site.run("UPDATE %susers SET deleted = 1 WHERE ID = 3");
    var doorkeeper = site.doorkeeper(site.settings(Map.of("site", 2)), Map.of());
    assertThat(login(doorkeeper, "boss", PASSWORD).orElseThrow().roles()).contains("admin");
    assertThat(login(doorkeeper, "ed", PASSWORD).orElseThrow().roles())
        .containsExactly("moderator");
    assertThat(login(doorkeeper, "spammer", PASSWORD)).isEmpty();
    assertThat(login(doorkeeper, "gone", PASSWORD)).isEmpty();
    // a network's address ends in a slash, and the name of its cookie tells so
    var cookies = Map.of(Site.cookieName("http://127.0.0.1:8093/"), "a value");
    assertThat(doorkeeper.cookieOf(cookies)).contains("a value");
    site.run("DROP TABLE %ssitemeta, wp_2_options");
  }

  // --- cookies

  @TestFactory
  Stream<DynamicTest> cookiesOfRealReleasesAgree() {
    return Vectors.all()
        .filter(vector -> vector.getString("kind").equals("cookie"))
        .filter(vector -> Set.of("2.8", "4.0", "6.8").contains(vector.getString("format")))
        .filter(vector -> vector.getString("request").equals("GET"))
        .map(vector -> DynamicTest.dynamicTest(vector.getString("id"), () -> cookie(vector)));
  }

  private void cookie(JsonObject vector) throws SQLException {
    site.run("TRUNCATE %susers");
    site.run("TRUNCATE %susermeta");
    site.option(
        "db_version",
        Map.of("2.8", "10360", "4.0", "29630", "6.8", "60421").get(vector.getString("format")));
    for (var user : vector.getJsonArray("users").getValuesAs(JsonObject.class)) {
      site.user(user.getInt("ID"), user.getString("user_login"), user.getString("user_pass"));
      if (!vector.isNull("session_tokens")) {
        site.meta(user.getInt("ID"), "session_tokens", vector.getString("session_tokens"));
      }
    }
    var now = Instant.ofEpochSecond(vector.getJsonNumber("now").longValue());
    site.clock.pass(Duration.between(site.clock.instant(), now));
    Map<String, Object> keys =
        new HashMap<>(
            Map.of(
                "key", vector.getString("logged_in_key"),
                "salt", vector.getString("logged_in_salt")));
    var doorkeeper = site.doorkeeper(site.settings(keys), Map.of());
    var expected = vector.getJsonObject("expected");
    var visitor = doorkeeper.cookie(vector.getString("cookie_encoded"));
    // no address has a name such as the one with a cat's face (RFC 8265 §3.3, RFC 8264 §4.2.3)
    var login = Optional.ofNullable(expected.getString("user_login", null));
    assertThat(visitor.map(Visitor::login))
        .isEqualTo(login.filter(name -> SiteName.local(name).isPresent()));
    if (visitor.isPresent()) {
      var name = visitor.get().login();
      // in the place of a password, raw and as it travels, for that name alone
      for (var sent : Stream.of("cookie", "cookie_encoded").map(vector::getString).toList()) {
        assertThat(login(doorkeeper, name, sent)).isPresent();
        assertThat(login(doorkeeper, visitor.get().local(), sent)).isPresent();
        assertThat(login(doorkeeper, "somebody-else", sent)).isEmpty();
      }
    }
  }

  // --- a database that is away

  @Test
  void aDatabaseThatHangsIsGivenUpAndUsedAgainWhenItIsBack() throws SQLException {
    site.user(1, "ann", HASH);
    var doorkeeper = site.doorkeeper();
    assertThat(login(doorkeeper, "ann", PASSWORD)).isPresent();
    database.freeze();
    try {
      for (int i = 0; i < 3; i++) {
        var began = Instant.now();
        assertThatThrownBy(() -> login(doorkeeper, "carl", PASSWORD))
            .isInstanceOf(SiteUnavailable.class);
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(5));
      }
    } finally {
      database.thaw();
    }
    awaitLogin(doorkeeper);
    database.kill();
    assertThatThrownBy(() -> login(doorkeeper, "dora", PASSWORD))
        .isInstanceOf(SiteUnavailable.class);
    database.start();
    awaitLogin(doorkeeper);
  }

  private static void awaitLogin(Doorkeeper doorkeeper) {
    var end = Instant.now().plusSeconds(20);
    while (true) {
      try {
        assertThat(login(doorkeeper, "ann", PASSWORD)).isPresent();
        assertThat(login(doorkeeper, "bert", PASSWORD)).isEmpty();
        return;
      } catch (SiteUnavailable e) {
        assertThat(Instant.now()).isBefore(end);
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void aWrongPrefixIsToldByItsKey() throws SQLException {
    site.run("DROP TABLE %susers");
    assertThatThrownBy(() -> login(site.doorkeeper(), "ann", PASSWORD))
        .hasMessageContaining("mongoose.wordpress.table-prefix");
  }
}
