package chat.mongoose.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords and names: RFC 8265, RFC 7622. */
class PasswordTest {

  @Test
  void letterCaseAndSpacesCount() {
    assertThat(Password.prepared(" Open Sesame ")).contains(" Open Sesame ");
  }

  @Test
  void lettersAreComposedAndSpacesAreOne() {
    assertThat(Password.prepared("gru\u0308ße\u00A0x")).contains("grüße x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\tb", "a\u0000b", "a\u007Fb", "ö\u0007"})
  void noPasswordIsEmptyOrHasControlCharacters(String typed) {
    assertThat(Password.prepared(typed)).isEmpty();
  }

  @Test
  void aNewPasswordHasEightCharactersAtLeast() {
    assertThat(Password.newlyChosen("1234567")).isEmpty();
    assertThat(Password.newlyChosen("12345678")).isPresent();
    assertThat(Password.newlyChosen("\uD83D\uDE00".repeat(7))).isEmpty();
    assertThat(Password.newlyChosen("x".repeat(1000))).isPresent();
    assertThat(Password.newlyChosen("x".repeat(1001))).isEmpty();
  }

  @Test
  void aNameIsPreparedAndBounded() {
    assertThat(Username.prepared("Jörg")).contains("jörg");
    assertThat(Username.prepared("a b")).isEmpty();
    assertThat(Username.prepared("")).isEmpty();
    assertThat(Username.prepared("a/b")).isEmpty();
    assertThat(Username.prepared("a@b")).isEmpty();
    assertThat(Username.prepared("x".repeat(255))).isPresent();
    assertThat(Username.prepared("x".repeat(256))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4095, 1_000_001})
  void anIterationCountOutOfBoundsStopsTheStart(int count) {
    assertThatThrownBy(() -> new ScramIterations(count))
        .hasMessageStartingWith("mongoose.auth.scram-iterations");
  }
}
