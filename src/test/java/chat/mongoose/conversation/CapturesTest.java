package chat.mongoose.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CapturesTest {

  private final Captures captures = new Captures(Map.of("room", "orchard@rooms.example"));

  @Test
  void aNewNameTakesWhatStandsInItsPlace() {
    var matched = captures.match("{room}/{nick}", "orchard@rooms.example/romeo");

    assertThat(matched.orElseThrow().values()).containsEntry("nick", "romeo");
  }

  @Test
  void aKnownNameIsCompared() {
    assertThat(captures.match("{room}/romeo", "tomb@rooms.example/romeo")).isEmpty();
  }

  @Test
  void theSameNewNameTwiceMustBeTheSame() {
    assertThat(captures.match("{a} and {a}", "night and night")).isPresent();
    assertThat(captures.match("{a} and {a}", "night and day")).isEmpty();
  }

  @Test
  void aNewNameNeedsAtLeastOneCharacter() {
    assertThat(captures.match("{id}", "")).isEmpty();
    assertThat(captures.match("{*}", "")).isPresent();
  }

  @Test
  void whatLooksLikeAPatternIsPlainText() {
    assertThat(captures.match("a.c", "abc")).isEmpty();
    assertThat(captures.match("{http://etherx.jabber.org}x", "{http://etherx.jabber.org}x"))
        .isPresent();
  }

  @Test
  void whatIsSentMustBeKnown() {
    assertThat(captures.fill("{room}/$1")).isEqualTo("orchard@rooms.example/$1");
    assertThatThrownBy(() -> captures.fill("{nick}")).hasMessageContaining("{nick}");
    assertThatThrownBy(() -> captures.fill("{*}")).isInstanceOf(IllegalArgumentException.class);
  }
}
