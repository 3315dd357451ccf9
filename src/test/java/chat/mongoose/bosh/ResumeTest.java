package chat.mongoose.bosh;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.session.StreamManagement;
import org.junit.jupiter.api.Test;

/** XEP-0198 §5 over BOSH: a stream outlives the requests that carried it. */
class ResumeTest {

  private final Stage stage = new Stage();
  private final Stage.Client before = stage.client("");

  @Test
  void whoComesBackInAnotherSessionGetsWhatHeMissed() {
    var session = before.logIn();
    var id = enable();
    session.send(Stage.stanza("answered and never seen"));
    before.send(Stage.message("a"));
    stage.passSeconds(61);
    before.poll().assertTerminal("item-not-found");
    session.send(Stage.stanza("while he was away"));
    assertThat(stage.ended).isEmpty();

    var after = stage.client("");
    after.send(Stage.LOGIN);
    after.send("xmpp:restart='true'", "");
    var resumed = after.send(nonza("resume", "previd='" + id + "' h='0'"));

    assertThat(resumed.payloads()).containsExactly("resumed", "message", "message");
    assertThat(resumed.body().child().orElseThrow().attribute("h")).contains("1");
    assertThat(stage.ended).isEmpty();
  }

  @Test
  void whoEndsTheSessionHimselfDoesNotComeBack() {
    var session = before.logIn();
    enable();
    before.send("type='terminate'", "");

    assertThat(stage.ended).containsExactly(session);
  }

  private String enable() {
    var enabled = before.send(nonza("enable", "resume='true'"));
    assertThat(enabled.payloads()).containsExactly("enabled");
    return enabled.body().child().orElseThrow().attribute("id").orElseThrow();
  }

  private static String nonza(String name, String attributes) {
    return "<" + name + " xmlns='" + StreamManagement.NS + "' " + attributes + "/>";
  }
}
