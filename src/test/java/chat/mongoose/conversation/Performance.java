package chat.mongoose.conversation;

import java.util.List;

/** Plays a conversation to its end and tells where the server departed from it. */
final class Performance {

  private static final String PING =
      "<iq xmlns='jabber:client' type='get' id='curtain' to='%s'><ping xmlns='urn:xmpp:ping'/></iq>";

  private final Server server;

  Performance(Server server) {
    this.server = server;
  }

  /**
   * Plays it.
   *
   * @throws AssertionError that says who expected what, what came, and at which line
   */
  void play(Conversation conversation) {
    try (var stage = new Stage(server, conversation)) {
      for (Step step : conversation.steps()) {
        attempt(conversation, step, stage);
      }
      var end = conversation.steps().get(conversation.steps().size() - 1);
      attempt(conversation, new Step(end.line(), "At the end", Performance::curtain), stage);
    }
  }

  private static void attempt(Conversation conversation, Step step, Stage stage) {
    try {
      step.action().play(stage);
    } catch (Departure | IllegalArgumentException e) {
      throw new AssertionError(
          "%s\n%s:%d: %s\n  %s\nThe last that happened:\n  %s"
              .formatted(
                  conversation.title(),
                  conversation.file(),
                  step.line(),
                  step.text(),
                  e.getMessage(),
                  stage.transcript()),
          e);
    }
  }

  /**
   * Nobody may have received what the script does not mention: everyone asks for one more thing.
   */
  private static void curtain(Stage stage) {
    var here = stage.actors().stream().filter(Actor::isConnected).toList();
    here.stream()
        .filter(Actor::isBound)
        .forEach(actor -> actor.send(PING.formatted(stage.server().domain())));
    for (Actor actor : here) {
      if (actor.isBound()) {
        var last = actor.receive("nothing more");
        if (!last.attribute("id").equals("curtain")) {
          throw unexpected(actor, last.toString());
        }
      }
    }
    StreamSteps.close(names(here.stream().filter(a -> a.isOpen() && !a.isBound()).toList()))
        .play(stage);
    here.stream()
        .filter(actor -> !actor.isOpen())
        .forEach(
            actor ->
                actor
                    .leftover()
                    .ifPresent(
                        arrival -> {
                          throw unexpected(actor, Actor.words(arrival));
                        }));
  }

  private static List<String> names(List<Actor> actors) {
    return actors.stream().map(Actor::name).toList();
  }

  private static Departure unexpected(Actor actor, String what) {
    return new Departure(
        "%s received something that the script does not expect:\n    %s"
            .formatted(actor.name(), what));
  }
}
