package chat.mongoose.auth;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.auth.SaslFailure.Condition;
import chat.mongoose.xml.Element;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a client says in SASL is answered by a challenge, a success, or a failure of RFC 6120
 * §6.5, and the stream goes on.
 */
class SaslFuzzTest {

  private static final Duration TIME = Duration.ofSeconds(4);

  private static final List<String> CONDITIONS =
      Stream.of(Condition.values()).map(Condition::element).toList();

  /** From which others are made. */
  private static final List<String> SEEDS =
      List.of(
          "",
          "\0romeo\0wherefore",
          "romeo@verona.example\0romeo\0guess",
          "n,,n=romeo,r=fyko+d2lbbFgONRv9qkxdawL",
          "n,a=romeo@verona.example,n=ro=2Cm=3Deo,r=abc,x=y,z=1",
          "p=tls-unique,,n=romeo,r=abc",
          "c=biws,r=abc,p=AAAA",
          "c=biws,r=abc,x=y,p=AAAA=",
          "n,,\1host=verona.example\1auth=Bearer abc\1\1",
          "token");

  private final Verona verona = new Verona().with("romeo", "wherefore");
  private final SaslNegotiation sasl =
      new SaslNegotiation(EnumSet.allOf(Mechanism.class), verona, "verona.example");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "n,,n=romeo,r=abc%s",
        "c=biws,r=abc%s,p=AAAA",
        "n,a=romeo%s,n=romeo,r=abc",
        "\0romeo\0%s"
      })
  void manyExtensionsAreAnsweredLikeAnythingElse(String form) {
    for (int count : List.of(10, 1000, 10_000, 12_000)) {
      assertProper(answer("auth", "SCRAM-SHA-256", base64(form.formatted(",x=y".repeat(count)))));
      assertProper(answer("auth", "SCRAM-SHA-1", base64("n,,n=romeo,r=abc")));
      assertProper(answer("response", "", base64(form.formatted(",x=y".repeat(count)))));
    }
  }

  @Test
  void extensionsWithinTheBoundAreAllowed() {
    var message = "n,,n=romeo,r=abc" + ",x=y".repeat(2000);

    assertThat(answer("auth", "SCRAM-SHA-256", base64(message)).name()).isEqualTo("challenge");
  }

  @Test
  void everyInputHasAProperAnswer() {
    var seed = System.nanoTime();
    var random = new Random(seed);
    var end = System.nanoTime() + TIME.toNanos();
    var told = "seed " + seed;
    while (System.nanoTime() < end) {
      var name = List.of("auth", "response", "abort", "auth").get(random.nextInt(4));
      var mechanism =
          random.nextInt(20) == 0
              ? mutated("PLAIN", random)
              : Mechanism.values()[random.nextInt(Mechanism.values().length)].saslName();
      var message = SEEDS.get(random.nextInt(SEEDS.size()));
      for (int i = random.nextInt(4); i > 0; i--) {
        message = mutated(message, random);
      }
      var octets =
          message.getBytes(
              random.nextInt(8) == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
      var payload = java.util.Base64.getEncoder().encodeToString(octets);
      if (random.nextInt(6) == 0) {
        payload = mutated(payload, random);
      }
      assertThat(answer(name, mechanism, payload))
          .as("%s: <%s mechanism='%s'>%s", told, name, mechanism, payload)
          .satisfies(SaslFuzzTest::assertProper);
    }
  }

  private static String base64(String text) {
    return java.util.Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String mutated(String text, Random random) {
    var at = random.nextInt(text.length() + 1);
    var rest = text.substring(at);
    return switch (random.nextInt(7)) {
      case 0 -> text.substring(0, at);
      case 1 -> text.substring(0, at) + (char) random.nextInt(0x180) + rest;
      case 2 -> text.substring(0, at) + (rest.isEmpty() ? "" : rest.substring(1));
      case 3 -> text.substring(0, at) + rest.repeat(1 + random.nextInt(5));
      case 4 -> text.substring(0, at) + ",x=y".repeat(random.nextInt(5000)) + rest;
      case 5 -> text.substring(0, at) + "=,\0\1".charAt(random.nextInt(4)) + rest;
      default -> text.substring(0, at) + SEEDS.get(random.nextInt(SEEDS.size())) + rest;
    };
  }

  private Element answer(String name, String mechanism, String payload) {
    var nonza = Element.of(SaslNegotiation.NS, name).plus(payload);
    return sasl.receive(name.equals("auth") ? nonza.with("mechanism", mechanism) : nonza)
        .toCompletableFuture()
        .orTimeout(10, java.util.concurrent.TimeUnit.SECONDS)
        .join()
        .nonza();
  }

  private static void assertProper(Element nonza) {
    assertThat(nonza.namespace()).isEqualTo(SaslNegotiation.NS);
    assertThat(nonza.name()).isIn("challenge", "success", "failure");
    if (nonza.name().equals("failure")) {
      var conditions =
          nonza.children().stream()
              .map(Element::name)
              .filter(child -> !child.equals("text"))
              .collect(Collectors.toList());
      assertThat(conditions)
          .hasSize(1)
          .isSubsetOf(CONDITIONS)
          .as("no input is a fault of the server")
          .doesNotContain(Condition.TEMPORARY_AUTH_FAILURE.element());
    }
  }
}
