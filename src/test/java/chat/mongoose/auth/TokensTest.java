package chat.mongoose.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.session.Identity;
import chat.mongoose.testkit.TestClock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page gets for the login at its site, and what it gets for it here. */
class TokensTest {

  private record PortalSession(int number) implements SiteEvidence {}

  private final TestClock clock = new TestClock();
  private final Tokens tokens = new Tokens(clock);

  private static Admission admission(String username) {
    return new Admission(
        new Identity(username, false, Set.of("auditor")),
        Optional.empty(),
        Optional.of(new PortalSession(7)));
  }

  private static Evidence bearer(String token) {
    return new Evidence.Bearer(token.toCharArray());
  }

  private static Evidence password(String token) {
    return new Evidence.Password(token.toCharArray());
  }

  @Test
  void standsForTheLoginThatItWasGivenFor() {
    var token = tokens.give(admission("romeo"));

    assertThat(Tokens.isOne(bearer(token))).isTrue();
    assertThat(tokens.redeem("", bearer(token))).isEqualTo(admission("romeo"));
  }

  @Test
  void isGoodAsThePasswordOfItsName() {
    var token = tokens.give(admission("romeo"));

    assertThat(Tokens.isOne(password(token))).isTrue();
    assertThat(tokens.redeem("Romeo", password(token)).identity().username()).isEqualTo("romeo");
  }

  @Test
  void isGoodUnderTheNameThatTheSiteHas() {
    var token = tokens.give(admission("jan\\20kowalski"));

    assertThat(tokens.redeem("Jan Kowalski", password(token)).identity().username())
        .isEqualTo("jan\\20kowalski");
  }

  @Test
  void isNotGoodUnderAnotherName() {
    var token = tokens.give(admission("romeo"));

    assertThatThrownBy(() -> tokens.redeem("juliet", password(token)))
        .isInstanceOf(LoginRefused.class);
  }

  @Test
  void isGoodOnce() {
    var token = tokens.give(admission("romeo"));
    tokens.redeem("", bearer(token));

    assertThatThrownBy(() -> tokens.redeem("", bearer(token))).isInstanceOf(LoginRefused.class);
  }

  @Test
  void expires() {
    var token = tokens.give(admission("romeo"));
    var other = tokens.give(admission("romeo"));

    clock.pass(Tokens.LIFETIME.minusMillis(1));
    assertThat(tokens.redeem("", bearer(token)).identity().username()).isEqualTo("romeo");
    clock.pass(Duration.ofMillis(1));
    assertThatThrownBy(() -> tokens.redeem("", bearer(other))).isInstanceOf(LoginRefused.class);
  }

  @Test
  void isTakenBackWithTheAccount() {
    var romeos = tokens.give(admission("romeo"));
    var juliets = tokens.give(admission("juliet"));

    tokens.takeBack("romeo");

    assertThatThrownBy(() -> tokens.redeem("", bearer(romeos))).isInstanceOf(LoginRefused.class);
    assertThat(tokens.redeem("", bearer(juliets)).identity().username()).isEqualTo("juliet");
  }

  @Test
  void noTwoAreAlikeAndEachHas256Bits() {
    var all = new HashSet<String>();
    for (int i = 0; i < Tokens.EACH; i++) {
      all.add(tokens.give(admission("romeo")));
    }

    assertThat(all)
        .hasSize(Tokens.EACH)
        .allSatisfy(token -> assertThat(token).matches("mongoose-token-[A-Za-z0-9_-]{43}"));
  }

  @Test
  void oneAccountGetsAFewAtATime() {
    var first = tokens.give(admission("romeo"));
    for (int i = 1; i < Tokens.EACH; i++) {
      tokens.give(admission("romeo"));
    }

    assertThatThrownBy(() -> tokens.give(admission("romeo"))).isInstanceOf(LoginUnavailable.class);
    assertThat(tokens.give(admission("juliet"))).isNotEmpty();
    tokens.redeem("", bearer(first));
    assertThat(tokens.give(admission("romeo"))).isNotEmpty();
    clock.pass(Tokens.LIFETIME);
    assertThat(tokens.give(admission("romeo"))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mongoose-token-",
        "mongoose-token-short",
        "Mongoose-token-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "eyJhbGciOiJub25lIn0.e30.",
      })
  void otherTextsAreNone(String text) {
    assertThat(Tokens.isOne(bearer(text))).isFalse();
    assertThat(Tokens.isOne(password(text))).isFalse();
  }

  @Test
  void aForgedOneIsRefused() {
    tokens.give(admission("romeo"));

    assertThatThrownBy(() -> tokens.redeem("", bearer(Tokens.PREFIX + "A".repeat(43))))
        .isInstanceOf(LoginRefused.class);
  }

  @Test
  void whatIsFullTakesNothingAndForgetsNothing() {
    var few = new Expiring<String, Integer>(2, Duration.ofMinutes(1), clock);

    assertThat(few.put("one", 1)).isEqualTo(Expiring.Put.DONE);
    assertThat(few.put("two", 2)).isEqualTo(Expiring.Put.DONE);
    assertThat(few.put("three", 3)).isEqualTo(Expiring.Put.FULL);
    assertThat(few.put("one", 4)).isEqualTo(Expiring.Put.KNOWN_ALREADY);
    assertThat(few.take("one")).contains(1);
    assertThat(few.put("three", 3)).isEqualTo(Expiring.Put.DONE);
    clock.pass(Duration.ofMinutes(1));
    few.put("four", 4);
    assertThat(few.size()).isOne();
  }
}
