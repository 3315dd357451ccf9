package chat.mongoose.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.mongoose.cluster.StartedLanes;
import chat.mongoose.testkit.TestClock;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String TYBALT = "203.0.113.7";
  private static final String ROMEO = "198.51.100.1";

  private final Verona verona = new Verona().with("romeo", "wherefore");
  private final TestClock clock = new TestClock();
  private final StartedLanes lanes = new StartedLanes();

  @AfterEach
  void stop() {
    lanes.close();
  }

  private Gate gate(int freeTries, Duration delay, Duration longest) {
    var settings = new BrakeSettings(freeTries, delay, longest, longest, Duration.ofHours(1));
    return new Gate(
        lanes.lanes(),
        new Brake(settings, Clock.systemUTC(), lanes.lanes()),
        verona.login(),
        verona.verifier(),
        clock);
  }

  private static CompletableFuture<Admission> login(Gate gate, String address, String password) {
    return login(gate, address, "romeo", password);
  }

  private static CompletableFuture<Admission> login(
      Gate gate, String address, String username, String password) {
    return gate.admit(
            new Caller(address, "rest"), username, new Evidence.Password(password.toCharArray()))
        .toCompletableFuture();
  }

  @Test
  void romeoIsLetIn() {
    var gate = gate(5, Duration.ofSeconds(1), Duration.ofSeconds(1));

    assertThat(login(gate, ROMEO, "wherefore"))
        .succeedsWithin(SOON)
        .satisfies(admission -> assertThat(admission.identity().username()).isEqualTo("romeo"));
  }

  @Test
  void aWrongPasswordIsRefused() {
    var gate = gate(5, Duration.ofSeconds(1), Duration.ofSeconds(1));

    assertFails(login(gate, TYBALT, "guess"), LoginRefused.class);
  }

  @Test
  void whoMustWaitIsAnsweredAfterwards() {
    var gate = gate(1, Duration.ofMillis(20), Duration.ofMillis(20));
    var began = System.nanoTime();
    assertFails(login(gate, TYBALT, "guess"), LoginRefused.class);

    assertFails(login(gate, TYBALT, "guess"), LoginRefused.class);

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(10));
  }

  /** There are 16 threads for what blocks, and 8 logins at a time. */
  @Test
  void whoWaitsHoldsNoThread() {
    var gate = gate(1, Duration.ofHours(1), Duration.ofHours(12));
    var first = guesses(gate);
    first.forEach(guess -> assertFails(guess, LoginRefused.class));
    var waiting = guesses(gate);

    var guest =
        gate.admit(new Caller(ROMEO, "rest"), "", new Evidence.Anonymous()).toCompletableFuture();

    assertThat(guest).succeedsWithin(SOON);
    assertThat(waiting).noneMatch(CompletableFuture::isDone);
  }

  private static List<CompletableFuture<Admission>> guesses(Gate gate) {
    return IntStream.range(0, 50)
        .mapToObj(i -> login(gate, "203.0.113." + i, "montague" + i, "guess"))
        .toList();
  }

  /** Whether the name is known or not. */
  @Test
  void aRefusalDoesNotTellHowLongItTook() {
    var gate = gate(5, Duration.ofSeconds(1), Duration.ofSeconds(1));
    for (var name : List.of("romeo", "rosaline")) {
      var began = System.nanoTime();
      assertFails(login(gate, TYBALT, name, "guess"), LoginRefused.class);

      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .isGreaterThanOrEqualTo(Gate.REFUSAL_STEP);
    }
  }

  /** RFC 5802 §9: nor does the challenge. */
  @ParameterizedTest
  @ValueSource(strings = {"romeo", "rosaline", "no such name@all"})
  void whatToProveIsToldAtAStepWhetherTheNameIsKnownOrNot(String name) {
    var gate = gate(5, Duration.ofSeconds(1), Duration.ofSeconds(1));
    var began = System.nanoTime();

    assertThat(gate.parameters(ScramHash.SHA_256, name).toCompletableFuture()).succeedsWithin(SOON);

    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isGreaterThanOrEqualTo(Gate.PARAMETERS_STEP);
  }

  @Test
  void whoWouldWaitTooLongIsSentAwayAndHisPasswordWiped() {
    var gate = gate(1, Duration.ofHours(1), Duration.ofHours(1));
    assertFails(login(gate, TYBALT, "guess"), LoginRefused.class);
    for (int i = 0; i < BrakeTrack.MOST_WAITING; i++) {
      login(gate, TYBALT, "guess");
    }
    var password = new Evidence.Password("guess".toCharArray());

    var sentAway = gate.admit(new Caller(TYBALT, "rest"), "romeo", password).toCompletableFuture();

    assertFails(sentAway, LoginBraked.class);
    assertThat(password.secret()).containsOnly('\0');
  }

  @Test
  void aDatabaseThatDoesNotAnswerBrakesNobody() {
    var gate = gate(1, Duration.ofHours(1), Duration.ofHours(1));
    verona.burn();

    for (int i = 0; i < 10; i++) {
      assertFails(login(gate, ROMEO, "wherefore"), LoginUnavailable.class);
    }
    assertFails(
        gate.parameters(ScramHash.SHA_1, "romeo").toCompletableFuture(), LoginUnavailable.class);
  }

  @Test
  void anybodyIsToldHowToProveAName() {
    var gate = gate(1, Duration.ofHours(1), Duration.ofHours(1));

    assertThat(gate.parameters(ScramHash.SHA_1, "romeo").toCompletableFuture())
        .succeedsWithin(SOON)
        .satisfies(told -> assertThat(told.iterations()).isEqualTo(Verona.ITERATIONS));
  }

  private static void assertFails(CompletableFuture<?> stage, Class<? extends Throwable> expected) {
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> stage.get(SOON.toSeconds(), TimeUnit.SECONDS))
        .satisfies(failure -> assertThat(Gate.cause(failure.getCause())).isInstanceOf(expected));
  }

  /** A school whose browsers all have cookies that expired must not lock itself out. */
  @Test
  void tokensThatAreNotGoodDoNotSlowPasswords() {
    var gate = gate(1, Duration.ofHours(1), Duration.ofHours(1));

    for (int i = 0; i < 10; i++) {
      assertFails(token(gate, ROMEO, "stale"), LoginRefused.class);
    }

    assertThat(login(gate, ROMEO, "wherefore")).succeedsWithin(SOON);
  }

  @Test
  void anAddressMayTryManyTokensButNotAnyNumber() {
    var gate = gate(1, Duration.ofHours(1), Duration.ofHours(1));

    for (int i = 0; i < UselessEvidence.BURST; i++) {
      assertFails(token(gate, TYBALT, "forged"), LoginRefused.class);
    }

    assertFails(token(gate, TYBALT, "forged"), LoginBraked.class);
    assertFails(token(gate, ROMEO, "forged"), LoginRefused.class);
    clock.pass(Duration.ofSeconds(1));
    assertFails(token(gate, TYBALT, "forged"), LoginRefused.class);
  }

  @Test
  void cookiesThatNoModuleKnowsAreNotLookedAt() {
    var gate = gate(1, Duration.ofHours(1), Duration.ofHours(1));

    assertThat(gate.admit(new Caller(ROMEO, "rest"), Map.of("theme", "dark"))).isEmpty();
  }

  private static CompletableFuture<Admission> token(Gate gate, String address, String token) {
    return gate.admit(new Caller(address, "rest"), "", new Evidence.Bearer(token.toCharArray()))
        .toCompletableFuture();
  }
}
