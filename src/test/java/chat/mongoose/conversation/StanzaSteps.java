package chat.mongoose.conversation;

import chat.mongoose.conversation.Match.Fits;
import java.util.ArrayList;
import java.util.List;

/** Steps about what is said. */
final class StanzaSteps {

  private static final String RECEIVER = "receiver";

  private StanzaSteps() {}

  static Step.Action send(List<String> names, List<Tree> elements) {
    return stage -> {
      for (String name : names) {
        for (Tree element : elements) {
          stage.actor(name).send(element.map(stage.captures()::fill));
        }
      }
    };
  }

  static Step.Action sendText(String name, String text) {
    return stage -> stage.actor(name).send(stage.captures().fill(text));
  }

  static Step.Action receive(List<String> names, List<Tree> expected) {
    return stage -> {
      for (String name : names) {
        for (Tree element : expected) {
          receiveAny(stage, name, new ArrayList<>(List.of(element)));
        }
      }
    };
  }

  static Step.Action receiveInAnyOrder(List<String> names, List<Tree> expected) {
    return stage -> {
      for (String name : names) {
        var missing = new ArrayList<>(expected);
        while (!missing.isEmpty()) {
          receiveAny(stage, name, missing);
        }
      }
    };
  }

  /**
   * Nothing has come so far. What proves it is what he receives next, which the reader of scripts
   * insists on: had there been something, it would come first.
   */
  static Step.Action receiveNothing(List<String> names) {
    return stage ->
        names.forEach(
            name ->
                stage
                    .actor(name)
                    .leftover()
                    .ifPresent(
                        arrival -> {
                          throw new Departure(
                              "%s expected nothing, but %s".formatted(name, Actor.words(arrival)));
                        }));
  }

  /** Takes one element and strikes what it fits off the list. */
  private static void receiveAny(Stage stage, String name, List<Tree> missing) {
    var known =
        stage.captures().values().containsKey(name)
            ? stage.captures().with(RECEIVER, stage.captures().values().get(name))
            : stage.captures();
    var inWords = words(missing, known);
    var came = stage.actor(name).receive(inWords);
    var why = new ArrayList<String>();
    for (Tree candidate : missing) {
      var match = new StanzaPattern(candidate).match(came, known);
      if (match instanceof Fits fits) {
        missing.remove(candidate);
        stage.learn(fits.captures().without(RECEIVER));
        return;
      }
      why.add(((Match.Differs) match).why());
    }
    throw new Departure(
        "%s expected %s\n  but received\n    %s\n  The difference: %s."
            .formatted(
                name, inWords, Transcript.shortened(came.toString()), String.join("; or ", why)));
  }

  private static String words(List<Tree> missing, Captures known) {
    var words = new ArrayList<String>();
    for (Tree candidate : missing) {
      words.add("\n    " + Transcript.shortened(known.fillKnown(candidate.toString())));
    }
    return String.join("\n  or", words);
  }
}
