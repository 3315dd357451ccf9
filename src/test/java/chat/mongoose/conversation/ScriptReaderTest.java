package chat.mongoose.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScriptReaderTest {

  private static final String HEAD =
      """
      XEP-0045 §7.4: an occupant speaks

      # The plot.
      Romeo: account romeo with resource orchard by PLAIN
      Juliet: guest

      """;

  private static Conversation read(String text) {
    return ScriptReader.read("say.chat", text);
  }

  @Test
  void aScriptHasATitleACastAndSteps() {
    var conversation =
        read(
            HEAD
                + """
                Romeo and Juliet log in
                Romeo sends:
                  <message to='{Juliet}'>

                    <body>Lady</body>
                  </message>
                # a comment ends no block's step
                Juliet receives:
                  <message>...</message>
                """);

    assertThat(conversation.name()).isEqualTo("say");
    assertThat(conversation.title()).startsWith("XEP-0045 §7.4");
    assertThat(conversation.cast())
        .containsExactly(
            new Role(
                "Romeo",
                Optional.of("romeo"),
                Optional.empty(),
                Optional.of("orchard"),
                Optional.empty(),
                Optional.of("PLAIN")),
            new Role(
                "Juliet",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    assertThat(conversation.steps()).extracting(Step::line).containsExactly(7, 8, 14);
  }

  @Test
  void aGuestMayHaveATokenByWhichHeIsKnownAgain() {
    var token = "t".repeat(43);
    var juliet =
        read("RFC 4505 §2: she returns\nJuliet: guest with token " + token + "\nJuliet logs in");

    assertThat(juliet.cast()).extracting(Role::token).containsExactly(Optional.of(token));
    assertThat(juliet.cast()).extracting(Role::account).containsExactly(Optional.empty());
  }

  @Test
  void aTitleNamesItsSection() {
    assertThatThrownBy(() -> read("They talk\nRomeo: guest\nRomeo logs in\n"))
        .isInstanceOf(ScriptError.class)
        .hasMessageStartingWith("say.chat:1:");
  }

  @Test
  void whatNobodyUnderstandsIsRefusedWithItsLine() {
    assertThatThrownBy(() -> read(HEAD + "Romeo sings"))
        .hasMessage("say.chat:7: what does 'Romeo sings' mean?");
  }

  @Test
  void whoIsNotInTheCastCannotAct() {
    assertThatThrownBy(() -> read(HEAD + "Romeo and Tybalt log in"))
        .hasMessageContaining("'Tybalt' is not in the cast");
  }

  @Test
  void aSentenceThatEndsInAColonHasABlockAndNoOther() {
    assertThatThrownBy(() -> read(HEAD + "Romeo sends:\nRomeo logs in"))
        .hasMessageContaining("block must follow");
    assertThatThrownBy(() -> read(HEAD + "Romeo logs in\n  <presence/>"))
        .hasMessageContaining("nothing above takes a block");
  }

  @Test
  void aBlockOfStanzasIsXml() {
    assertThatThrownBy(() -> read(HEAD + "Romeo sends:\n  <presence>"))
        .hasMessageStartingWith("say.chat:7: not well-formed");
  }

  @Test
  void thatNothingCameMustBeToldBySomethingThatComesLater() {
    var silence = HEAD + "Romeo and Juliet receive nothing\nRomeo receives:\n  <presence/>\n";

    assertThatThrownBy(() -> read(silence)).hasMessageContaining("Juliet receives later");
    assertThat(read(silence + "Juliet receives:\n  <presence/>\n").steps()).hasSize(3);
  }

  @Test
  void aScriptInWhichNothingHappensIsRefused() {
    assertThatThrownBy(() -> read(HEAD)).hasMessageContaining("nothing happens");
  }
}
