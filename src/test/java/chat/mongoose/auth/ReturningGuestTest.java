package chat.mongoose.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.session.Guest;
import chat.mongoose.testkit.TestClock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A guest who brings the token that he had before is the same guest. */
class ReturningGuestTest {

  private static final String TOKEN = "guest:" + "aB3-_".repeat(8) + "xyZ";
  private static final String OTHER = "guest:" + "aB3-_".repeat(8) + "xyY";

  @AfterEach
  void forget() {
    Configuration.setConfiguration(null);
  }

  @Test
  void theSameTokenIsTheSameName() {
    var name = enter("verona", TOKEN);

    assertThat(Guest.names(name)).isTrue();
    assertThat(enter("verona", TOKEN)).isEqualTo(name);
    assertThat(enter("verona", OTHER)).isNotEqualTo(name);
  }

  @Test
  void whoDoesNotKnowTheSecretCannotTellTheName() {
    assertThat(enter("mantua", TOKEN)).isNotEqualTo(enter("verona", TOKEN));
  }

  /** HMAC-SHA256 and base32, computed with Python's hmac and base64 modules. */
  @Test
  void theNameIsTheBeginningOfTheHash() {
    var names = new GuestNames(() -> "a plague".getBytes(StandardCharsets.US_ASCII));

    assertThat(names.of(GuestToken.of("guest:" + "A".repeat(43)).orElseThrow()))
        .isEqualTo("guest-gvh5y3h7lyzj65mudhfs4t62tm");
  }

  @Test
  void withoutTokenEachGuestIsAnother() {
    assertThat(enter("verona", "")).isNotEqualTo(enter("verona", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "guest:",
        "sirhc@example.org",
        "guest:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "guest:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "guest:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa=",
        "guest:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa+",
        "Guest:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        " guest:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "guest:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
        "guest:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaä",
      })
  void whateverElseAGuestSaysCountsForNothing(String trace) {
    assertThat(said(trace).token()).isEmpty();
  }

  @Test
  void theTokenIsWipedAndInNoLog() {
    var evidence = said(TOKEN);
    assertThat(evidence.token()).isPresent();
    assertThat(evidence + " " + evidence.token()).doesNotContain("aB3");

    login("verona").check("", evidence);

    assertThat(evidence.token().orElseThrow().characters()).containsOnly(0);
  }

  @Test
  void aDatabaseThatDoesNotAnswerMakesNobodySomebodyElse() {
    configure(
        new GuestNames(
            () -> {
              throw new IllegalStateException("The database does not answer.");
            }));

    var login =
        new Login(
            LoginConfiguration.of(new Verona().verifier(), List.of()),
            new Tokens(new TestClock()),
            Set.of());

    assertThatThrownBy(() -> login.check("", said(TOKEN))).isInstanceOf(LoginUnavailable.class);
    assertThat(login.check("", said("")).identity().guest()).isTrue();
  }

  private static String enter(String secret, String trace) {
    var identity = login(secret).check("", said(trace)).identity();
    assertThat(identity.guest()).isTrue();
    assertThat(identity.roles()).isEmpty();
    return identity.username();
  }

  private static Login login(String secret) {
    configure(new GuestNames(() -> secret.getBytes(StandardCharsets.US_ASCII)));
    return new Login(
        LoginConfiguration.of(new Verona().verifier(), List.of()),
        new Tokens(new TestClock()),
        Set.of());
  }

  private static void configure(GuestNames names) {
    var entry =
        new AppConfigurationEntry(
            GuestLoginModule.class.getName(),
            LoginModuleControlFlag.REQUIRED,
            Map.of(GuestLoginModule.NAMES, names));
    Configuration.setConfiguration(
        new Configuration() {
          @Override
          public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
            return new AppConfigurationEntry[] {entry};
          }
        });
  }

  /** What comes to the door when a client says this. */
  private static Evidence.Anonymous said(String trace) {
    var door = new Door();
    new AnonymousExchange(door).respond(trace.getBytes(StandardCharsets.UTF_8));
    assertThat(door.seen).hasSize(1);
    return (Evidence.Anonymous) door.seen.get(0);
  }

  private static final class Door implements Doorway {

    private final List<Evidence> seen = new ArrayList<>();

    @Override
    public CompletionStage<Admission> admit(String username, Evidence evidence) {
      seen.add(evidence);
      return new CompletableFuture<>();
    }

    @Override
    public void refused(SaslFailure failure) {}

    @Override
    public Optional<Admission> visitor() {
      return Optional.empty();
    }

    @Override
    public CompletionStage<ScramParameters> parameters(ScramHash hash, String username) {
      throw new UnsupportedOperationException("ANONYMOUS asks for none");
    }
  }
}
