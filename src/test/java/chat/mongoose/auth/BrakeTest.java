package chat.mongoose.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrakeTest {

  private static final Duration NONE = Duration.ZERO;
  private static final String TYBALT = "203.0.113.7";
  private static final String ROMEO = "198.51.100.1";

  private final TestClock clock = new TestClock();
  private final Appointments appointments = new Appointments(clock);

  /** Three failures free, then 1, 2, 4, 8 seconds; for an account 4 at most. */
  private static final BrakeSettings SETTINGS =
      new BrakeSettings(
          3,
          Duration.ofSeconds(1),
          Duration.ofSeconds(8),
          Duration.ofSeconds(4),
          Duration.ofMinutes(1));

  private final Brake brake = new Brake(SETTINGS, clock, appointments);

  /** A login by somebody who sees when it begins, and says how it ends. */
  private final class Guess {

    private final Instant sent = clock.instant();
    private final CompletableFuture<String> login = new CompletableFuture<>();
    private final CompletableFuture<String> answer;
    private Instant begun;

    Guess(String address, String username) {
      answer =
          brake
              .pass(
                  address,
                  username,
                  () -> {
                    begun = clock.instant();
                    return login;
                  })
              .toCompletableFuture();
    }

    boolean hasBegun() {
      return begun != null;
    }

    Guess fails() {
      login.completeExceptionally(new LoginRefused());
      return this;
    }

    Guess succeeds() {
      login.complete("welcome");
      return this;
    }

    Guess endsUndecided() {
      login.completeExceptionally(LoginUnavailable.now());
      return this;
    }

    Optional<Duration> braked() {
      return answer.isDone() && !login.isDone()
          ? Optional.of(
              answer
                  .handle((value, failure) -> ((LoginBraked) Gate.cause(failure)).retryAfter())
                  .join())
          : Optional.empty();
    }

    /** How long it had to wait; lets the time pass. */
    Duration delay() {
      while (!hasBegun() && !answer.isDone()) {
        appointments.next();
      }
      assertThat(hasBegun()).as("not refused").isTrue();
      return Duration.between(sent, begun);
    }
  }

  @Test
  void someFailuresAreFreeThenEachDoublesTheDelay() {
    assertThat(fail(TYBALT, "romeo")).isEqualTo(NONE);
    assertThat(fail(TYBALT, "romeo")).isEqualTo(NONE);
    assertThat(fail(TYBALT, "romeo")).isEqualTo(NONE);

    assertThat(fail(TYBALT, "juliet")).isEqualTo(Duration.ofSeconds(1));
    assertThat(fail(TYBALT, "juliet2")).isEqualTo(Duration.ofSeconds(2));
    assertThat(fail(TYBALT, "juliet3")).isEqualTo(Duration.ofSeconds(4));
    assertThat(fail(TYBALT, "juliet4")).isEqualTo(Duration.ofSeconds(8));
    assertThat(fail(TYBALT, "juliet5")).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void manyRightPasswordsAtOnceAllSucceed() {
    var all = guesses(ROMEO, "romeo", 200);
    assertThat(all.stream().filter(Guess::hasBegun)).hasSize(3);

    for (int i = 0; i < 200; i++) {
      all.stream()
          .filter(guess -> guess.hasBegun() && !guess.login.isDone())
          .findFirst()
          .get()
          .succeeds();
    }

    assertThat(all).allSatisfy(guess -> assertThat(guess.answer).isCompletedWithValue("welcome"));
  }

  @Test
  void manyGuessesAtOnceFailNoOftenerThanOneAfterTheOther() {
    var all = guesses(TYBALT, "romeo", 200);
    for (int second = 0; second < 8; second++) {
      all.stream().filter(Guess::hasBegun).forEach(Guess::fails);
      appointments.pass(Duration.ofSeconds(1));
    }
    // three at once, after 1 and after 2 seconds more; the others have waited too long
    assertThat(all.stream().filter(Guess::hasBegun)).hasSizeBetween(5, 6);
    assertThat(all.stream().filter(guess -> guess.braked().isPresent())).hasSizeBetween(194, 195);
  }

  @Test
  void whoFindsTheQueueFullIsSentAwayAndDoesNotCount() {
    var all = guesses(TYBALT, "romeo", 3 + BrakeTrack.MOST_WAITING);

    var late = guesses(TYBALT, "romeo", 3);

    assertThat(late).allMatch(guess -> guess.braked().isPresent());
    assertThat(all).noneMatch(guess -> guess.braked().isPresent());
    assertThat(begunWhileAllSucceed(all)).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void whoIsNextIsAMatterOfChance() {
    var all = guesses(ROMEO, "romeo", 3 + 20);

    var begun = begunWhileAllSucceed(all);

    assertThat(begun).containsExactlyInAnyOrderElementsOf(all);
    var waited = new ArrayList<>(begun.subList(3, begun.size()));
    assertThat(waited).isNotEqualTo(all.subList(3, all.size()));
    Collections.reverse(waited);
    assertThat(waited).isNotEqualTo(all.subList(3, all.size()));
  }

  /** In the order in which they have begun; each that has succeeds. */
  private static List<Guess> begunWhileAllSucceed(List<Guess> all) {
    var begun = new ArrayList<Guess>();
    for (int next = 0; ; next++) {
      all.stream().filter(guess -> guess.hasBegun() && !begun.contains(guess)).forEach(begun::add);
      if (next == begun.size()) {
        return begun;
      }
      begun.get(next).succeeds();
    }
  }

  @Test
  void failuresAreForgottenOneByOne() {
    IntStream.range(0, 5).forEach(i -> fail(TYBALT, "a" + i));

    appointments.pass(Duration.ofMinutes(3));

    assertThat(fail(TYBALT, "b")).isEqualTo(NONE);
    assertThat(fail(TYBALT, "c")).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void afterALongAttackAnAddressIsFreeInMinutes() {
    IntStream.range(0, 100).forEach(i -> fail(TYBALT, "a" + i));

    appointments.pass(Duration.ofMinutes(5));

    assertThat(fail(TYBALT, "b")).isEqualTo(NONE);
    assertThat(fail(TYBALT, "c")).isEqualTo(NONE);
  }

  @Test
  void aSuccessIsNoFailure() {
    IntStream.range(0, 10).forEach(i -> new Guess(ROMEO, "romeo").succeeds());

    assertThat(fail(ROMEO, "benvolio")).isEqualTo(NONE);
  }

  @Test
  void anOwnAccountDoesNotBuyMoreTries() {
    for (int i = 0; i < 3; i++) {
      fail(TYBALT, "romeo" + i);
      new Guess(TYBALT, "tybalt").succeeds();
    }

    assertThat(fail(TYBALT, "romeo")).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void whatNobodyCouldDecideIsNoFailure() {
    IntStream.range(0, 10).forEach(i -> new Guess(ROMEO, "romeo").endsUndecided());

    assertThat(fail(ROMEO, "romeo")).isEqualTo(NONE);
  }

  @Test
  void oneAccountIsBrakedForManyAddressesButNotForLong() {
    IntStream.range(0, 50).forEach(i -> fail("203.0.113." + i, "romeo"));

    assertThat(new Guess(ROMEO, "romeo").delay()).isEqualTo(Duration.ofSeconds(4));
    assertThat(new Guess(ROMEO, "juliet").delay()).isEqualTo(NONE);
  }

  @Test
  void whereAnAccountHasLoggedInBeforeStrangersDoNotBrakeIt() {
    new Guess(ROMEO, "romeo").succeeds();

    IntStream.range(0, 50).forEach(i -> new Guess("203.0.113." + i, "romeo").fails());
    IntStream.range(0, 300).forEach(i -> new Guess(ROMEO, "benvolio" + i).fails());

    assertThat(new Guess(ROMEO, "Romeo").delay()).isEqualTo(NONE);
  }

  @Test
  void whereAnAccountHasLoggedInBeforeItsOwnFailuresStillCount() {
    new Guess(ROMEO, "romeo").succeeds();
    IntStream.range(0, 3).forEach(i -> fail(ROMEO, "romeo"));

    assertThat(fail(ROMEO, "romeo")).isEqualTo(Duration.ofSeconds(1));
    assertThat(fail(ROMEO, "benvolio")).isEqualTo(NONE);
  }

  /** Somebody at the user's own address, or behind the same proxy, names him and waits his turn. */
  @Test
  void whoGuessesAtTheSamePlaceDelaysTheUserButDoesNotKeepHimOut() {
    new Guess(ROMEO, "romeo").succeeds();
    for (int i = 0; i < 50; i++) {
      fail(ROMEO, "romeo");
      var right = new Guess(ROMEO, "romeo");
      assertThat(right.delay()).isLessThanOrEqualTo(Duration.ofSeconds(8));
      right.succeeds();
    }
  }

  /** Whatever the order in which tries begin, fail and succeed. */
  @Test
  void noInterleavingGuessesOftenerThanTheBoundNorKeepsAKnownUserOut() {
    var horizon = Duration.ofMinutes(10);
    var bound = sequentially(horizon) + SETTINGS.freeTries();
    for (int round = 0; round < 200; round++) {
      var seed = System.nanoTime();
      var random = new Random(seed);
      new Guess(ROMEO, "romeo").succeeds();
      var stranger = "198.51.100.%d".formatted(100 + round % 100);
      var places =
          List.of("2001:db8:%x:1::7".formatted(round), "2001:db8:%x:1::8".formatted(round));
      var end = clock.instant().plus(horizon);
      var underWay = new ArrayList<Guess>();
      var guessed = 0;
      while (clock.instant().isBefore(end)) {
        var burst = random.nextInt(20) == 0 ? random.nextInt(300) : random.nextInt(3);
        for (int i = 0; i < burst; i++) {
          var name = random.nextBoolean() ? "romeo" : "juliet" + random.nextInt(5);
          underWay.add(new Guess(places.get(random.nextInt(2)), name));
        }
        new Guess(stranger, "romeo").fails();
        underWay.removeIf(guess -> guess.braked().isPresent());
        for (Guess guess : List.copyOf(underWay)) {
          if (guess.hasBegun() && random.nextInt(4) > 0) {
            underWay.remove(guess);
            guess.fails();
            guessed++;
          }
        }
        var right = new Guess(ROMEO, "romeo");
        assertThat(right.hasBegun()).as("seed %d", seed).isTrue();
        right.succeeds();
        appointments.pass(Duration.ofMillis(random.nextInt(2000)));
      }
      assertThat(guessed).as("seed %d", seed).isLessThanOrEqualTo(bound);
      underWay.stream().filter(Guess::hasBegun).forEach(Guess::endsUndecided);
    }
  }

  /** How often somebody fails in that time who always waits for the answer. */
  private int sequentially(Duration horizon) {
    var end = clock.instant().plus(horizon);
    var guessed = 0;
    while (clock.instant().isBefore(end)) {
      fail("192.0.2.1", "nobody" + guessed);
      guessed++;
    }
    return guessed;
  }

  @Test
  void memoryHasABound() {
    for (int i = 0; i < 150_000; i++) {
      new Guess("10.%d.%d.%d".formatted(i >> 16, i >> 8 & 255, i & 255), "romeo" + i).fails();
    }

    assertThat(brake.remembered()).isLessThanOrEqualTo(200_000);
  }

  /** RFC 6177: who has one IPv6 address has all of its network. */
  @ParameterizedTest
  @CsvSource({
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::1, true",
    "2001:db8:1:2::1, 2001:0DB8:1:2:0:0:0:9, true",
    "2001:db8:1:2::1, 2001:db8:1:3::1, false",
    "::ffff:203.0.113.7, 203.0.113.7, true",
    "203.0.113.7, 203.0.113.8, false",
    "fe80::1%eth0, fe80::2%eth0, true",
  })
  void addressesOfOneNetworkAreOne(String one, String other, boolean same) {
    assertThat(new BrakeKey(one, "romeo").address().equals(new BrakeKey(other, "x").address()))
        .isEqualTo(same);
  }

  @ParameterizedTest
  @CsvSource({
    "romeo, ROMEO, true",
    "romeo, juliet, false",
    "romeo montague, ' Romeo Montague ', true",
  })
  void oneAccountHasOneKeyHoweverItIsWritten(String one, String other, boolean same) {
    assertThat(new BrakeKey("::1", one).account().equals(new BrakeKey("::1", other).account()))
        .isEqualTo(same);
  }

  @Test
  void longNamesHaveShortKeys() {
    assertThat(new BrakeKey("::1", "r".repeat(1000)).pair()).hasSizeLessThan(120);
  }

  @ParameterizedTest
  @CsvSource({
    "0, PT1S, PT1S, PT1S, PT1S, free-tries",
    "1, PT0S, PT1S, PT1S, PT1S, first-delay",
    "1, PT1S, PT-1S, PT1S, PT1S, address-delay",
    "1, PT1S, PT1S, PT25H, PT1S, account-delay",
    "1, PT1S, PT1S, PT1S, PT0S, recovery",
  })
  void aWrongSettingIsNamed(
      int free, Duration first, Duration address, Duration account, Duration recovery, String key) {
    assertThatThrownBy(() -> new BrakeSettings(free, first, address, account, recovery))
        .hasMessageStartingWith("mongoose.auth.brake." + key);
  }

  /** Tries, waits as long as it has to, and fails. */
  private Duration fail(String address, String username) {
    var guess = new Guess(address, username);
    var delay = guess.delay();
    guess.fails();
    return delay;
  }

  private List<Guess> guesses(String address, String username, int count) {
    return IntStream.range(0, count).mapToObj(i -> new Guess(address, username)).toList();
  }
}
