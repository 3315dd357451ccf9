package chat.mongoose.conversation;

import java.util.List;
import java.util.Optional;

/** Steps about connections and streams. */
final class StreamSteps {

  private static final String FRAMING = "urn:ietf:params:xml:ns:xmpp-framing";
  private static final String STREAM_ERRORS = "urn:ietf:params:xml:ns:xmpp-streams";
  private static final byte[] ANY_OCTETS = {0x3c, 0x6f, 0x70, 0x65, 0x6e, 0x2f, 0x3e};

  private StreamSteps() {}

  static Step.Action logIn(List<String> names) {
    return stage -> names.forEach(name -> login(stage, name).perform());
  }

  static Step.Action failToLogIn(String name, String condition) {
    return stage -> {
      var login = login(stage, name);
      login.connect(Optional.empty());
      login.fail(login.openStream(), condition);
    };
  }

  static Step.Action connect(String name, Optional<String> origin) {
    return stage -> login(stage, name).connect(origin);
  }

  static Step.Action refused(String name, Optional<String> origin, int status) {
    return stage -> {
      try {
        stage.actor(name).connect(origin);
      } catch (Door.Refused e) {
        if (e.status() == status) {
          return;
        }
        throw new Departure(
            "%s expected HTTP status %d, but got %d.".formatted(name, status, e.status()), e);
      }
      throw new Departure("%s expected HTTP status %d, but was let in.".formatted(name, status));
    };
  }

  static Step.Action openStream(String name) {
    return stage -> login(stage, name).openStream();
  }

  static Step.Action authenticate(String name) {
    return stage -> {
      var login = login(stage, name);
      login.authenticate(login.openStream());
    };
  }

  static Step.Action bind(String name) {
    return stage -> {
      var login = login(stage, name);
      login.bind(login.openStream());
    };
  }

  static Step.Action sendBinary(String name) {
    return stage -> stage.actor(name).send(ANY_OCTETS);
  }

  static Step.Action disconnect(List<String> names) {
    return stage -> names.forEach(name -> stage.actor(name).drop());
  }

  /** The client closes, the server answers in kind, and the connection ends (RFC 7395 §3.6). */
  static Step.Action close(List<String> names) {
    return stage ->
        names.forEach(
            name -> {
              stage.actor(name).send("<close xmlns='" + FRAMING + "'/>");
              closed(stage.actor(name));
              stage.actor(name).close();
            });
  }

  /** The server ends the stream without an error. */
  static Step.Action ends(String name) {
    return stage -> {
      closed(stage.actor(name));
      stage.actor(name).expectEnd(true);
    };
  }

  /** The error, the end of the stream, the end of the connection (RFC 6120 §4.9.1.1). */
  static Step.Action endsWith(String name, String condition) {
    return stage -> {
      var actor = stage.actor(name);
      var expected = "the stream error <" + condition + "/>";
      var error = actor.receive(expected);
      if (!error.is(Tree.STREAMS, "error") || error.child(STREAM_ERRORS, condition).isEmpty()) {
        throw new Departure(
            "%s expected %s, but received\n    %s".formatted(name, expected, error));
      }
      closed(actor);
      actor.expectEnd(true);
    };
  }

  /** Whoever logs in by that name and password from now on is somebody else. */
  static Step.Action renewAccount(String name) {
    return stage -> stage.server().accounts().renew(stage.account(stage.actor(name)).username());
  }

  static Step.Action connectionEnds(String name) {
    return stage -> stage.actor(name).expectEnd(false);
  }

  private static void closed(Actor actor) {
    var close = actor.receive("<close/>");
    if (!close.is(FRAMING, "close")) {
      throw new Departure(
          "%s expected <close/>, but received\n    %s".formatted(actor.name(), close));
    }
  }

  private static Login login(Stage stage, String name) {
    return new Login(stage, stage.actor(name));
  }
}
