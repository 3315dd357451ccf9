package chat.mongoose.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.testkit.TestClock;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrakeTest {

  private static final Duration NONE = Duration.ZERO;
  private static final String TYBALT = "203.0.113.7";
  private static final String ROMEO = "198.51.100.1";

  private final TestClock clock = new TestClock();

  /** Three failures free, then 1, 2, 4, 8 seconds; for an account 4 at most. */
  private final Brake brake =
      new Brake(
          new BrakeSettings(
              3,
              Duration.ofSeconds(1),
              Duration.ofSeconds(8),
              Duration.ofSeconds(4),
              Duration.ofMinutes(1)),
          clock);

  @Test
  void someFailuresAreFreeThenEachDoublesTheDelay() {
    assertThat(fail(TYBALT, "romeo")).isEqualTo(NONE);
    assertThat(fail(TYBALT, "romeo")).isEqualTo(NONE);
    assertThat(fail(TYBALT, "romeo")).isEqualTo(NONE);

    assertThat(failAfterWaiting(TYBALT)).isEqualTo(Duration.ofSeconds(1));
    assertThat(failAfterWaiting(TYBALT)).isEqualTo(Duration.ofSeconds(2));
    assertThat(failAfterWaiting(TYBALT)).isEqualTo(Duration.ofSeconds(4));
    assertThat(failAfterWaiting(TYBALT)).isEqualTo(Duration.ofSeconds(8));
    assertThat(failAfterWaiting(TYBALT)).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void anotherNameDoesNotHelp() {
    IntStream.range(0, 3).forEach(i -> fail(TYBALT, "montague" + i));

    assertThat(fail(TYBALT, "benvolio")).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void triesAtTheSameTimeWaitOneBehindTheOther() {
    IntStream.range(0, 3).forEach(i -> fail(TYBALT, "a" + i));

    assertThat(fail(TYBALT, "b")).isEqualTo(Duration.ofSeconds(1));
    assertThat(fail(TYBALT, "c")).isEqualTo(Duration.ofSeconds(3));
    assertThat(fail(TYBALT, "d")).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void whoWouldWaitTooLongIsSentAway() {
    IntStream.range(0, 6).forEach(i -> fail(TYBALT, "a" + i));

    assertThatThrownBy(() -> brake.enter(TYBALT, "b"))
        .isInstanceOfSatisfying(
            LoginBraked.class,
            braked -> assertThat(braked.retryAfter()).isEqualTo(Duration.ofSeconds(15)));

    clock.pass(Duration.ofSeconds(15));
    assertThat(fail(TYBALT, "b")).as("who was sent away did not count").isEqualTo(NONE);
  }

  @Test
  void failuresAreForgottenOneByOne() {
    IntStream.range(0, 5).forEach(i -> fail(TYBALT, "a" + i));

    clock.pass(Duration.ofMinutes(3));

    assertThat(fail(TYBALT, "b")).isEqualTo(NONE);
    assertThat(fail(TYBALT, "c")).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void afterALongAttackAnAddressIsFreeInMinutes() {
    IntStream.range(0, 100).forEach(i -> failAfterWaiting(TYBALT));

    clock.pass(Duration.ofMinutes(5));

    assertThat(fail(TYBALT, "b")).isEqualTo(NONE);
    assertThat(fail(TYBALT, "c")).isEqualTo(NONE);
  }

  @Test
  void aSuccessIsNoFailure() {
    IntStream.range(0, 10).forEach(i -> brake.enter(ROMEO, "romeo").succeeded());

    assertThat(fail(ROMEO, "benvolio")).isEqualTo(NONE);
  }

  @Test
  void anOwnAccountDoesNotBuyMoreTries() {
    for (int i = 0; i < 3; i++) {
      fail(TYBALT, "romeo" + i);
      brake.enter(TYBALT, "tybalt").succeeded();
    }

    assertThat(fail(TYBALT, "romeo")).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void whatNobodyCouldDecideIsNoFailure() {
    IntStream.range(0, 10).forEach(i -> brake.enter(ROMEO, "romeo").undecided());

    assertThat(fail(ROMEO, "romeo")).isEqualTo(NONE);
  }

  @Test
  void oneAccountIsBrakedForManyAddressesButNotForLong() {
    IntStream.range(0, 50).forEach(i -> fail("203.0.113." + i, "romeo"));

    assertThat(brake.enter(ROMEO, "romeo").delay()).isEqualTo(Duration.ofSeconds(4));
    assertThat(brake.enter(ROMEO, "juliet").delay()).isEqualTo(NONE);
  }

  @Test
  void whereAnAccountHasLoggedInBeforeStrangersDoNotBrakeIt() {
    brake.enter(ROMEO, "romeo").succeeded();

    IntStream.range(0, 50).forEach(i -> fail("203.0.113." + i, "romeo"));
    IntStream.range(0, 6).forEach(i -> fail(ROMEO, "benvolio" + i));

    assertThat(brake.enter(ROMEO, "Romeo").delay()).isEqualTo(NONE);
  }

  @Test
  void whereAnAccountHasLoggedInBeforeItsOwnFailuresStillCount() {
    brake.enter(ROMEO, "romeo").succeeded();
    IntStream.range(0, 3).forEach(i -> fail(ROMEO, "romeo"));

    assertThat(fail(ROMEO, "romeo")).isEqualTo(Duration.ofSeconds(1));
    assertThat(fail(ROMEO, "benvolio")).isEqualTo(NONE);
  }

  @Test
  void memoryHasABound() {
    for (int i = 0; i < 150_000; i++) {
      fail("10.%d.%d.%d".formatted(i >> 16, i >> 8 & 255, i & 255), "romeo" + i);
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

  private Duration fail(String address, String username) {
    return brake.enter(address, username).delay();
  }

  private Duration failAfterWaiting(String address) {
    var delay = fail(address, "romeo" + clock.millis());
    clock.pass(delay);
    return delay;
  }
}
