package chat.mongoose.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.CredentialExpiredException;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import javax.security.auth.spi.LoginModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins by JAAS modules, our own and those of a server's administrator. */
class LoginTest {

  private static final String FILE = "java.security.auth.login.config";

  private final Verona verona = new Verona().with("romeo", "wherefore", "admin");

  @BeforeEach
  @AfterEach
  void forget() {
    System.clearProperty(FILE);
    // the next one who asks reads it anew
    Configuration.setConfiguration(null);
  }

  /** As LDAP modules are: knows name and password, and has principals of its own. */
  public static final class Directory implements LoginModule {

    private Subject subject;
    private CallbackHandler handler;
    private String name;

    /** What such modules call a group. */
    record Group(String getName) implements Principal {}

    @Override
    public void initialize(
        Subject subject,
        CallbackHandler handler,
        Map<String, ?> sharedState,
        Map<String, ?> options) {
      this.subject = subject;
      this.handler = handler;
    }

    @Override
    public boolean login() throws LoginException {
      var username = new NameCallback("name");
      var password = new PasswordCallback("password", false);
      try {
        handler.handle(new Callback[] {username, password});
      } catch (Exception e) {
        throw (LoginException) new LoginException("No password").initCause(e);
      }
      name = username.getName();
      switch (new String(password.getPassword())) {
        case "secret" -> {
          return true;
        }
        case "expired" -> throw new CredentialExpiredException("Change it");
        case "timeout" -> throw new LoginException("The directory does not answer");
        case "bug" -> throw new IllegalStateException("as this test wants it");
        default -> throw new FailedLoginException("Wrong");
      }
    }

    @Override
    public boolean commit() {
      subject.getPrincipals().add(new Group("admin"));
      subject.getPrincipals().add(new Group("staff"));
      return name != null;
    }

    @Override
    public boolean abort() {
      return true;
    }

    @Override
    public boolean logout() {
      return true;
    }
  }

  private static void configure(String name, Class<?>... modules) {
    Configuration.setConfiguration(
        new Configuration() {
          @Override
          public AppConfigurationEntry[] getAppConfigurationEntry(String asked) {
            return asked.equals(name) ? entries(modules) : null;
          }
        });
  }

  private static AppConfigurationEntry[] entries(Class<?>... modules) {
    var entries = new AppConfigurationEntry[modules.length];
    for (int i = 0; i < modules.length; i++) {
      entries[i] =
          new AppConfigurationEntry(
              modules[i].getName(), LoginModuleControlFlag.SUFFICIENT, Map.of());
    }
    return entries;
  }

  private Login login(String... rolePrincipals) {
    return new Login(
        LoginConfiguration.of(verona.verifier(), List.of()),
        new Tokens(new TestClock()),
        Set.of(rolePrincipals));
  }

  private static Evidence password(String text) {
    return new Evidence.Password(text.toCharArray());
  }

  @Test
  void withoutConfigurationTheDatabaseDecides() {
    var identity = login().check("Romeo", password("wherefore")).identity();

    assertThat(identity.username()).isEqualTo("romeo");
    assertThat(identity.roles()).containsExactly("admin");
  }

  @Test
  void aConfigurationOfOthersIsNotOurs() {
    configure("somebody-else", Directory.class);

    assertThat(login().check("romeo", password("wherefore")).identity().username())
        .isEqualTo("romeo");
  }

  @Test
  void theServersConfigurationDecides() {
    configure(Login.NAME, Directory.class);

    assertThat(login().check("Juliet", password("secret")).identity().username())
        .isEqualTo("juliet");
    assertThatThrownBy(() -> login().check("romeo", password("wherefore")))
        .isInstanceOf(LoginRefused.class);
  }

  @Test
  void theServersConfigurationMayNameOurModulesToo() {
    configure(Login.NAME, GuestLoginModule.class, Directory.class);

    assertThat(login().check("", new Evidence.Anonymous()).identity().guest()).isTrue();
    assertThat(login().check("juliet", password("secret")).identity().guest()).isFalse();
  }

  @Test
  void aFileThatCannotBeReadStopsTheStart(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("login.conf"), "mongoose { nonsense");
    System.setProperty(FILE, file.toString());

    assertThatThrownBy(this::login).hasMessageStartingWith(FILE);
  }

  @Test
  void aFileOfTheServerIsRead(@TempDir Path folder) throws IOException {
    var file =
        Files.writeString(
            folder.resolve("login.conf"),
            "mongoose { %s required; };".formatted(Directory.class.getName()));
    System.setProperty(FILE, file.toString());

    assertThat(login().check("juliet", password("secret")).identity().username())
        .isEqualTo("juliet");
  }

  @Test
  void foreignPrincipalsAreRolesOnlyWhereTheConfigurationSaysSo() {
    configure(Login.NAME, Directory.class);

    assertThat(login().check("juliet", password("secret")).identity().roles()).isEmpty();
    assertThat(
            login(Directory.Group.class.getName())
                .check("juliet", password("secret"))
                .identity()
                .roles())
        .containsExactly("admin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"guess", "expired"})
  void whatAForeignModuleRefusesIsRefused(String secret) {
    configure(Login.NAME, Directory.class);

    assertThatThrownBy(() -> login().check("juliet", password(secret)))
        .isInstanceOf(LoginRefused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"timeout", "bug"})
  void aForeignModuleThatCannotTellIsNoRefusal(String secret) {
    configure(Login.NAME, Directory.class);

    assertThatThrownBy(() -> login().check("juliet", password(secret)))
        .isInstanceOf(LoginUnavailable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no name", "@", "guest-aaaaaaaaaaaaaaaaaaaaaaaaaa"})
  void whomAForeignModuleKnowsByAnImpossibleNameIsRefused(String username) {
    configure(Login.NAME, Directory.class);

    assertThatThrownBy(() -> login().check(username, password("secret")))
        .isInstanceOf(LoginRefused.class);
  }

  @Test
  void noModuleForTheEvidenceIsNoAdmission() {
    configure(Login.NAME, GuestLoginModule.class);

    assertThatThrownBy(() -> login().check("romeo", password("wherefore")))
        .isInstanceOf(LoginUnavailable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wherefore", "guess"})
  void aPasswordIsWiped(String text) {
    var password = new Evidence.Password(text.toCharArray());

    try {
      login().check("romeo", password);
    } catch (LoginRefused e) {
      assertThat(text).isEqualTo("guess");
    }

    assertThat(password.secret()).containsOnly('\0');
  }

  @Test
  void theThreadsClassLoaderIsNotAskedForModules() {
    var thread = Thread.currentThread();
    var loader = thread.getContextClassLoader();
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try {
      assertThat(login().check("romeo", password("wherefore")).identity().username())
          .isEqualTo("romeo");
      assertThat(thread.getContextClassLoader()).isEqualTo(ClassLoader.getPlatformClassLoader());
    } finally {
      thread.setContextClassLoader(loader);
    }
  }

  /** As a portal's module is: knows cookies and nothing else. */
  public static final class Portal implements LoginModule {

    /** What the login hangs on. */
    record Visit(String cookie) implements SiteEvidence {}

    private Subject subject;
    private CallbackHandler handler;
    private String name;

    @Override
    public void initialize(
        Subject subject,
        CallbackHandler handler,
        Map<String, ?> sharedState,
        Map<String, ?> options) {
      this.subject = subject;
      this.handler = handler;
    }

    @Override
    public boolean login() throws LoginException {
      var cookies = new CookieCallback();
      try {
        handler.handle(new Callback[] {cookies});
      } catch (Exception e) {
        throw (LoginException) new LoginException("No cookies").initCause(e);
      }
      name = cookies.cookies().get("portal");
      if ("forged".equals(name)) {
        throw new FailedLoginException("Forged");
      }
      return name != null;
    }

    @Override
    public boolean commit() {
      if (name != null) {
        subject.getPrincipals().add(new AccountPrincipal(name, false));
        subject.getPublicCredentials().add(new Visit(name));
      }
      return name != null;
    }

    @Override
    public boolean abort() {
      return true;
    }

    @Override
    public boolean logout() {
      return true;
    }
  }

  private static Evidence cookies(String name, String value) {
    return new Evidence.Cookies(Map.of(name, value));
  }

  @Test
  void aCookieIsALoginWhereAModuleKnowsIt() {
    configure(Login.NAME, Portal.class, DatabaseLoginModule.class);

    var admission = login().check("", cookies("portal", "juliet"));

    assertThat(admission.identity().username()).isEqualTo("juliet");
    assertThat(admission.site()).contains(new Portal.Visit("juliet"));
  }

  @Test
  void aCookieThatProvesNothingIsRefused() {
    configure(Login.NAME, Portal.class, DatabaseLoginModule.class);

    assertThatThrownBy(() -> login().check("", cookies("portal", "forged")))
        .isInstanceOf(LoginRefused.class);
    assertThatThrownBy(() -> login().check("", cookies("theme", "dark")))
        .isInstanceOf(LoginRefused.class);
  }

  /** A module that knows passwords only is no directory that does not answer. */
  @Test
  void aTokenThatNoModuleKnowsIsRefused() {
    for (Class<?> module : new Class<?>[] {Directory.class, DatabaseLoginModule.class}) {
      configure(Login.NAME, module);

      assertThatThrownBy(() -> login().check("", new Evidence.Bearer("x.y.z".toCharArray())))
          .isInstanceOf(LoginRefused.class);
    }
  }

  @Test
  void besideAPasswordNoCookieIsShown() {
    configure(Login.NAME, Portal.class, Directory.class);

    assertThat(login().check("romeo", password("secret")).identity().username()).isEqualTo("romeo");
    assertThatThrownBy(() -> login().check("romeo", password("guess")))
        .isInstanceOf(LoginRefused.class);
  }

  @Test
  void onlyCookiesThatAModuleHasAnnouncedAreShown() {
    var patterns =
        new CookiePatterns(
            entry(Map.of("cookies", "portal, wordpress_logged_in_*")), entry(Map.of()));
    var sent = Map.of("portal", "1", "portal2", "2", "wordpress_logged_in_ab", "3", "theme", "4");

    assertThat(patterns.known(sent)).containsOnlyKeys("portal", "wordpress_logged_in_ab");
    assertThat(new CookiePatterns(entry(Map.of())).isEmpty()).isTrue();
  }

  private static AppConfigurationEntry entry(Map<String, ?> options) {
    return new AppConfigurationEntry(
        Portal.class.getName(), LoginModuleControlFlag.SUFFICIENT, options);
  }

  @Test
  void whatSettingsSwitchOnMustStandInTheServersConfiguration() {
    var site =
        new SiteLogin() {
          @Override
          public String settings() {
            return "mongoose.portal.url";
          }

          @Override
          public Optional<AppConfigurationEntry> entry() {
            return Optional.of(LoginTest.entry(Map.of()));
          }
        };
    configure(Login.NAME, Directory.class);

    assertThatThrownBy(() -> LoginConfiguration.of(verona.verifier(), List.of(site)))
        .hasMessageStartingWith("mongoose.portal.url is set, but")
        .hasMessageEndingWith(Portal.class.getName());
    configure(Login.NAME, Directory.class, Portal.class);
    assertThat(LoginConfiguration.of(verona.verifier(), List.of(site)).has(Portal.class)).isTrue();
  }
}
