package chat.mongoose.conversation;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Takes an actor from nothing to a bound resource, as RFC 6120 and RFC 7395 have it. */
final class Login {

  private static final String FRAMING = "urn:ietf:params:xml:ns:xmpp-framing";
  private static final String SASL = "urn:ietf:params:xml:ns:xmpp-sasl";
  private static final String BIND = "urn:ietf:params:xml:ns:xmpp-bind";
  private static final String SESSION = "urn:ietf:params:xml:ns:xmpp-session";
  private static final List<String> ACCOUNT_MECHANISMS =
      List.of("SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN");

  private final Stage stage;
  private final Actor actor;

  Login(Stage stage, Actor actor) {
    this.stage = stage;
    this.actor = actor;
  }

  /** The whole way. */
  void perform() {
    connect(Optional.empty());
    authenticate(openStream());
    bind(openStream());
  }

  void connect(Optional<String> origin) {
    try {
      actor.connect(origin);
    } catch (Door.Refused e) {
      throw new Departure(actor.name() + " could not connect: " + e.getMessage(), e);
    }
  }

  /** Opens the stream, or opens it anew; answers its features. */
  Tree openStream() {
    actor.send(
        "<open xmlns='%s' to='%s' version='1.0'/>".formatted(FRAMING, stage.server().domain()));
    var answer = actor.receive("<open/>");
    require(answer.is(FRAMING, "open"), "<open/>", answer);
    require(answer.attribute("from").equals(stage.server().domain()), "its domain", answer);
    actor.opened();
    var features = actor.receive("<stream:features/>");
    require(features.is(Tree.STREAMS, "features"), "<stream:features/>", features);
    return features;
  }

  void authenticate(Tree features) {
    var answer = attempt(features);
    require(answer.is(SASL, "success"), "<success/>", answer);
  }

  /** Authenticates, and expects to be refused. */
  void fail(Tree features, String condition) {
    var answer = attempt(features);
    var expected = "<failure/> with <" + condition + "/>";
    require(answer.is(SASL, "failure"), expected, answer);
    require(answer.child(SASL, condition).isPresent(), expected, answer);
  }

  void bind(Tree features) {
    require(features.child(BIND, "bind").isPresent(), "<bind/> among the features", features);
    var wanted =
        stage.resource(actor).map(r -> "<resource>" + Tree.escaped(r) + "</resource>").orElse("");
    actor.send(iq("bind", "<bind xmlns='%s'>%s</bind>".formatted(BIND, wanted)));
    var result = actor.receive("an address");
    require(result.attribute("type").equals("result"), "a result", result);
    var jid = result.child(BIND, "bind").flatMap(bind -> bind.child(BIND, "jid")).map(Tree::text);
    require(jid.isPresent(), "an address", result);
    know(jid.get());
    var session = features.child(SESSION, "session");
    if (session.isPresent() && session.get().child(SESSION, "optional").isEmpty()) {
      actor.send(iq("session", "<session xmlns='" + SESSION + "'/>"));
      var begun = actor.receive("a session");
      require(begun.attribute("type").equals("result"), "a result", begun);
    }
    actor.bound();
  }

  private Tree attempt(Tree features) {
    var mechanism = mechanism(features);
    return switch (mechanism) {
      case "ANONYMOUS" ->
          ask(auth(mechanism, actor.role().token().map(t -> "guest:" + t).orElse("")));
      case "PLAIN" -> {
        var account = stage.account(actor);
        yield ask(auth(mechanism, "\0" + account.username() + "\0" + account.password()));
      }
      default -> scram(mechanism);
    };
  }

  private Tree scram(String mechanism) {
    var scram = new ScramClient(mechanism, stage.account(actor));
    var challenge = ask(auth(mechanism, scram.first()));
    if (!challenge.is(SASL, "challenge")) {
      return challenge;
    }
    var proof = scram.proof(decoded(challenge));
    var outcome = ask("<response xmlns='%s'>%s</response>".formatted(SASL, encoded(proof)));
    if (outcome.is(SASL, "success")) {
      require(scram.accepts(decoded(outcome)), "a server that knows the password", outcome);
    }
    return outcome;
  }

  private String mechanism(Tree features) {
    var offered =
        features.child(SASL, "mechanisms").map(Tree::children).orElse(List.of()).stream()
            .map(Tree::text)
            .toList();
    var wanted =
        actor
            .role()
            .mechanism()
            .map(List::of)
            .orElse(actor.role().account().isPresent() ? ACCOUNT_MECHANISMS : List.of("ANONYMOUS"));
    return wanted.stream()
        .filter(offered::contains)
        .findFirst()
        .orElseThrow(
            () ->
                new Departure(
                    "%s wants one of %s, the server offers %s."
                        .formatted(actor.name(), wanted, offered)));
  }

  private Tree ask(String text) {
    actor.send(text);
    return actor.receive("an answer to the login");
  }

  private void know(String jid) {
    var name = actor.name();
    var slash = jid.indexOf('/');
    require(slash > 0, "a full address", Tree.parse("<jid>" + Tree.escaped(jid) + "</jid>"));
    stage.learn(name, jid);
    stage.learn(name + ".bare", jid.substring(0, slash));
    stage.learn(name + ".resource", jid.substring(slash + 1));
    stage.learn(name + ".user", jid.substring(0, Math.max(0, jid.indexOf('@'))));
  }

  private void require(boolean condition, String expected, Tree came) {
    if (!condition) {
      throw new Departure(
          "%s expected %s, but received\n    %s".formatted(actor.name(), expected, came));
    }
  }

  private static String auth(String mechanism, String initial) {
    return "<auth xmlns='%s' mechanism='%s'>%s</auth>".formatted(SASL, mechanism, encoded(initial));
  }

  private static String iq(String id, String payload) {
    return "<iq xmlns='%s' type='set' id='%s'>%s</iq>".formatted(Tree.CLIENT, id, payload);
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(Tree element) {
    return new String(Base64.getDecoder().decode(element.text().strip()), StandardCharsets.UTF_8);
  }
}
