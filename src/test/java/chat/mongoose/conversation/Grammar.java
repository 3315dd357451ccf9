package chat.mongoose.conversation;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sentences that a step can be. README.md beside the scripts explains each. */
final class Grammar {

  private static final String NAME = "([A-Z]\\w*)";
  private static final String NAMES = "([A-Z]\\w*(?:(?:, and |, | and )[A-Z]\\w*)*)";
  private static final String ORIGIN = "(?: from the origin (\\S+))?";

  /** Makes the action of a sentence and, where it ends in a colon, the block below it. */
  @FunctionalInterface
  private interface Maker {
    Step.Action make(Matcher words, Block block);
  }

  private record Sentence(Pattern form, Maker maker) {}

  private static final List<Sentence> SENTENCES =
      List.of(
          sentence(NAMES + " logs? in", (w, b) -> StreamSteps.logIn(names(w))),
          sentence(
              NAME + " logs in and is refused with ([a-z-]+)",
              (w, b) -> StreamSteps.failToLogIn(w.group(1), w.group(2))),
          sentence(
              NAME + " connects" + ORIGIN,
              (w, b) -> StreamSteps.connect(w.group(1), Optional.ofNullable(w.group(2)))),
          sentence(
              NAME + " connects" + ORIGIN + " and is refused with HTTP status (\\d{3})",
              (w, b) ->
                  StreamSteps.refused(
                      w.group(1), Optional.ofNullable(w.group(2)), Integer.parseInt(w.group(3)))),
          sentence(NAME + " opens a stream", (w, b) -> StreamSteps.openStream(w.group(1))),
          sentence(
              NAME + " opens a stream and authenticates",
              (w, b) -> StreamSteps.authenticate(w.group(1))),
          sentence(NAME + " opens a stream and binds", (w, b) -> StreamSteps.bind(w.group(1))),
          sentence(NAMES + " sends?:", (w, b) -> StanzaSteps.send(names(w), b.elements())),
          sentence(NAME + " sends the text:", (w, b) -> StanzaSteps.sendText(w.group(1), b.text())),
          sentence(NAME + " sends a binary frame", (w, b) -> StreamSteps.sendBinary(w.group(1))),
          sentence(NAMES + " receives?:", (w, b) -> StanzaSteps.receive(names(w), b.elements())),
          sentence(
              NAMES + " receives?, in any order:",
              (w, b) -> StanzaSteps.receiveInAnyOrder(names(w), b.elements())),
          sentence(NAMES + " receives? nothing", (w, b) -> StanzaSteps.receiveNothing(names(w))),
          sentence(NAMES + " disconnects?", (w, b) -> StreamSteps.disconnect(names(w))),
          sentence(NAMES + " closes?", (w, b) -> StreamSteps.close(names(w))),
          sentence(NAME + "'s stream ends", (w, b) -> StreamSteps.ends(w.group(1))),
          sentence(
              NAME + "'s stream ends with ([a-z-]+)",
              (w, b) -> StreamSteps.endsWith(w.group(1), w.group(2))),
          sentence(
              NAME + "'s account is removed and made anew",
              (w, b) -> StreamSteps.renewAccount(w.group(1))),
          sentence(NAME + "'s connection ends", (w, b) -> StreamSteps.connectionEnds(w.group(1))),
          sentence(NAMES + " (?:is|are) in the room", (w, b) -> RoomSteps.enter(names(w))));

  private Grammar() {}

  /**
   * The action that a sentence stands for; empty if it is none.
   *
   * @throws IllegalArgumentException if the block does not go with it
   */
  static Optional<Step.Action> action(String text, Block block) {
    for (Sentence sentence : SENTENCES) {
      var words = sentence.form.matcher(text);
      if (words.matches()) {
        if (text.endsWith(":") == block.isEmpty()) {
          throw new IllegalArgumentException(
              block.isEmpty() ? "an indented block must follow" : "no block belongs here");
        }
        return Optional.of(sentence.maker.make(words, block));
      }
    }
    return Optional.empty();
  }

  /** Who acts in a sentence that begins with names. */
  static List<String> actors(String text) {
    var words = Pattern.compile(NAMES + "\\b.*").matcher(text);
    return words.matches() ? names(words) : List.of();
  }

  private static Sentence sentence(String form, Maker maker) {
    return new Sentence(Pattern.compile(form), maker);
  }

  private static List<String> names(Matcher words) {
    return List.of(words.group(1).split(", and |, | and "));
  }
}
