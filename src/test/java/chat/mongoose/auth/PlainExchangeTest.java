package chat.mongoose.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.auth.Exchange.Admitted;
import chat.mongoose.auth.SaslFailure.Condition;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PLAIN: RFC 4616. */
class PlainExchangeTest {

  private final Verona verona =
      new Verona()
          .with("romeo", "wherefore", "admin")
          .with("jörg", "grüße")
          .withDisabled("tybalt", "rapier");

  @Test
  void romeoLogsInWithHisRoles() {
    var admitted = respond("\0romeo\0wherefore");

    assertThat(admitted.identity().username()).isEqualTo("romeo");
    assertThat(admitted.identity().roles()).containsExactly("admin");
    assertThat(admitted.authzid()).isEmpty();
    assertThat(admitted.data()).isEmpty();
  }

  @Test
  void theNameIsPreparedAsInAnAddress() {
    assertThat(respond("\0RoMeO\0wherefore").identity().username()).isEqualTo("romeo");
    assertThat(respond("\0JÖRG\0grüße").identity().username()).isEqualTo("jörg");
  }

  /** RFC 8265 §4: composed and decomposed letters are the same password. */
  @Test
  void thePasswordIsPrepared() {
    assertThat(respond("\0jörg\0gru\u0308ße").identity().username()).isEqualTo("jörg");
  }

  @Test
  void anAuthorizationIdentityIsPassedOn() {
    assertThat(respond("romeo@verona.example\0romeo\0wherefore").authzid())
        .isEqualTo("romeo@verona.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0romeo\0guess",
        "\0romeo\0Wherefore",
        "\0romeo\0wherefore ",
        "\0nobody\0wherefore",
        "\0romeo@verona.example\0wherefore",
        "\0tybalt\0rapier",
        "\0tybalt\0guess",
        "\0guest-aaaaaaaaaaaaaaaaaaaaaaaaaa\0guess",
        "\0romeo\0where\u0007fore",
      })
  void whatIsWrongIsRefusedAlike(String message) {
    assertThatThrownBy(() -> respond(message))
        .hasCauseInstanceOf(LoginRefused.class)
        .hasMessageEndingWith("The username or the password is wrong.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\0",
        "romeo",
        "romeo\0wherefore",
        "\0\0wherefore",
        "\0romeo\0",
        "\0romeo\0where\0fore",
        "\0romeo\0wherefore\0",
      })
  void whatDoesNotHaveThreePartsIsMalformed(String message) {
    assertMalformed(message.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatIsNotUtf8IsMalformed() {
    assertMalformed("\0jörg\0grüße".getBytes(StandardCharsets.ISO_8859_1));
    assertMalformed(new byte[] {0, 'a', 0, (byte) 0xC0, (byte) 0x80});
  }

  @Test
  void eachPartHasABound() {
    assertMalformed(("\0" + "r".repeat(1024) + "\0wherefore").getBytes(StandardCharsets.UTF_8));
    assertMalformed(("\0romeo\0" + "w".repeat(4097)).getBytes(StandardCharsets.UTF_8));
    assertMalformed(("x".repeat(2048) + "\0romeo\0w").getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatWasReceivedIsWiped() {
    var message = "\0romeo\0wherefore".getBytes(StandardCharsets.UTF_8);

    new PlainExchange(verona).respond(message).toCompletableFuture().join();

    assertThat(message).containsOnly(0);
  }

  private Admitted respond(String message) {
    return (Admitted)
        new PlainExchange(verona)
            .respond(message.getBytes(StandardCharsets.UTF_8))
            .toCompletableFuture()
            .join();
  }

  private void assertMalformed(byte[] message) {
    assertThatThrownBy(() -> new PlainExchange(verona).respond(message))
        .isInstanceOfSatisfying(
            SaslFailure.class,
            failure -> assertThat(failure.condition()).isEqualTo(Condition.MALFORMED_REQUEST));
  }
}
