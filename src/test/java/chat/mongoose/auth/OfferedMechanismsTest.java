package chat.mongoose.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OfferedMechanismsTest {

  private static final String DATABASE = DatabaseLoginModule.class.getName();
  private static final String GUEST = GuestLoginModule.class.getName();
  private static final String LDAP = "com.sun.security.auth.module.LdapLoginModule";

  /** One that knows a cookie. */
  private static final String PORTAL = "org.example.PortalLoginModule";

  @BeforeEach
  @AfterEach
  void forget() {
    Configuration.setConfiguration(null);
  }

  private static List<String> offered(boolean guests, List<String> named, String... modules) {
    return mechanisms(guests, named, modules).all().stream().map(Mechanism::saslName).toList();
  }

  private static Set<Mechanism> told(List<String> named, String... modules) {
    return mechanisms(true, named, modules).withoutCookies();
  }

  private static OfferedMechanisms mechanisms(
      boolean guests, List<String> named, String... modules) {
    var entries =
        Stream.of(modules)
            .map(
                name ->
                    new AppConfigurationEntry(
                        name,
                        LoginModuleControlFlag.SUFFICIENT,
                        name.equals(PORTAL) ? Map.of("cookies", "PORTAL") : Map.of()))
            .toArray(AppConfigurationEntry[]::new);
    Configuration.setConfiguration(
        new Configuration() {
          @Override
          public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
            return entries;
          }
        });
    var configuration = LoginConfiguration.of(new Verona().verifier(), List.of());
    return new OfferedMechanisms(configuration, named, guests);
  }

  @Test
  void ourOwnModulesKnowAll() {
    assertThat(offered(true, List.of()))
        .containsExactly("SCRAM-SHA-256", "SCRAM-SHA-1", "OAUTHBEARER", "PLAIN", "ANONYMOUS");
  }

  @Test
  void tokensAreNotToldWhereNoSiteLogsAnybodyIn() {
    assertThat(told(List.of(), DATABASE, GUEST)).doesNotContain(Mechanism.OAUTHBEARER);
    assertThat(told(List.of("OAUTHBEARER", "PLAIN"), DATABASE, GUEST))
        .contains(Mechanism.OAUTHBEARER);
    assertThat(told(List.of(), LDAP, DATABASE)).contains(Mechanism.OAUTHBEARER);
  }

  @Test
  void withoutGuestsThereIsNoAnonymous() {
    assertThat(offered(false, List.of(), DATABASE, GUEST))
        .containsExactly("SCRAM-SHA-256", "SCRAM-SHA-1", "OAUTHBEARER", "PLAIN");
  }

  @Test
  void whereAnotherModuleIsAskedFirstScramIsNotOffered() {
    assertThat(offered(true, List.of(), LDAP, DATABASE)).containsExactly("OAUTHBEARER", "PLAIN");
    assertThat(offered(true, List.of(), LDAP, GUEST))
        .containsExactly("OAUTHBEARER", "PLAIN", "ANONYMOUS");
  }

  @Test
  void theSettingDecides() {
    assertThat(offered(true, List.of("PLAIN", "SCRAM-SHA-256"), DATABASE, GUEST))
        .containsExactly("SCRAM-SHA-256", "PLAIN");
    assertThat(offered(true, List.of("SCRAM-SHA-1"), LDAP, DATABASE))
        .containsExactly("SCRAM-SHA-1");
  }

  @Test
  void aMechanismThatIsNotThereStopsTheStart() {
    assertThatThrownBy(() -> offered(true, List.of("DIGEST-MD5"), DATABASE))
        .hasMessage("mongoose.auth.mechanisms: there is no DIGEST-MD5");
  }

  @Test
  void aMechanismThatNobodyCanCheckStopsTheStart() {
    assertThatThrownBy(() -> offered(true, List.of("SCRAM-SHA-1"), LDAP))
        .hasMessageStartingWith("mongoose.auth.mechanisms names SCRAM");
    assertThatThrownBy(() -> offered(false, List.of("ANONYMOUS"), DATABASE, GUEST))
        .hasMessageStartingWith("mongoose.auth.mechanisms names ANONYMOUS");
    assertThatThrownBy(() -> offered(true, List.of("ANONYMOUS"), DATABASE))
        .hasMessageStartingWith("mongoose.auth.mechanisms names ANONYMOUS");
  }

  @Test
  void whereAModuleKnowsACookieExternalIsOfferedBeforeAllOthers() {
    assertThat(offered(false, List.of(), PORTAL, DATABASE))
        .containsExactly("EXTERNAL", "OAUTHBEARER", "PLAIN");
    assertThat(offered(false, List.of("PLAIN", "EXTERNAL"), PORTAL))
        .containsExactly("EXTERNAL", "PLAIN");
  }

  @Test
  void externalWithoutAModuleThatKnowsACookieStopsTheStart() {
    assertThatThrownBy(() -> offered(true, List.of("EXTERNAL"), LDAP))
        .hasMessageStartingWith("mongoose.auth.mechanisms names EXTERNAL");
  }
}
