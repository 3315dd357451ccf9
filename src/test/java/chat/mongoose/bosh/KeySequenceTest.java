package chat.mongoose.bosh;

import static chat.mongoose.bosh.Bodies.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** XEP-0124 §15: nobody else can send a session's next request. */
class KeySequenceTest {

  private final KeySequence keys = new KeySequence();
  private final List<String> first = sequence("seed", 4);

  @Test
  void whoBeginsWithoutKeysNeedsNone() {
    keys.take(body("rid='1'"));
    keys.take(body("rid='2'"));
    keys.take(body("rid='3' key='whatever'"));
  }

  @Test
  void theKeysAreTakenFromTheLastToTheFirst() {
    begin();
    keys.take(key(first.get(2)));
    keys.take(key(first.get(1)));
    keys.take(key(first.get(0)));
  }

  @Test
  void caseIsNotSignificant() {
    keys.take(body("rid='1' newkey='" + first.get(3).toUpperCase(Locale.ROOT) + "'"));
    keys.take(key(first.get(2)));
  }

  @Test
  void theLastKeyOfASequenceBeginsAnother() {
    var second = sequence("another seed", 3);
    begin();
    keys.take(key(first.get(2)));
    keys.take(body("rid='3' key='" + first.get(1) + "' newkey='" + second.get(2) + "'"));
    keys.take(key(second.get(1)));

    assertBroken(body("rid='5' key='" + first.get(0) + "'"));
  }

  @Test
  void aWrongKeyBreaksTheSequence() {
    begin();

    assertBroken(key("0000000000000000000000000000000000000000"));
  }

  @Test
  void aKeyThatIsLeftOutOrSaidTwiceBreaksTheSequence() {
    begin();
    assertBroken(body("rid='2'"));
    keys.take(key(first.get(2)));
    assertBroken(key(first.get(2)));
    assertBroken(key(first.get(0)));
  }

  @Test
  void aRepetitionHasTheSameKey() {
    assertThat(KeySequence.same(Optional.of("a"), Optional.of("a"))).isTrue();
    assertThat(KeySequence.same(Optional.empty(), Optional.empty())).isTrue();
    assertThat(KeySequence.same(Optional.of("a"), Optional.of("b"))).isFalse();
    assertThat(KeySequence.same(Optional.of("a"), Optional.empty())).isFalse();
  }

  private void begin() {
    keys.take(body("rid='1' newkey='" + first.get(3) + "'"));
  }

  private static BoshBody key(String key) {
    return body("rid='2' key='" + key + "'");
  }

  private void assertBroken(BoshBody body) {
    assertThatThrownBy(() -> keys.take(body))
        .isInstanceOfSatisfying(
            BoshException.class,
            refusal -> assertThat(refusal.condition()).isEqualTo(Condition.ITEM_NOT_FOUND));
  }

  /** K(1) to K(n), as §15.3 has them. */
  static List<String> sequence(String seed, int length) {
    var keys = new ArrayList<String>();
    var before = seed;
    for (int i = 0; i < length; i++) {
      before = sha1(before);
      keys.add(before);
    }
    return keys;
  }

  private static String sha1(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
