package chat.mongoose.bosh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Who sends faster than the server wants it gets no answers meanwhile, and so may send no more. */
class SlowedTest {

  private final Stage stage = new Stage();
  private final Stage.Client client = stage.client("");
  private final CompletableFuture<Void> pause = new CompletableFuture<>();

  @Test
  void nothingIsAnsweredUntilAllIsHandled() {
    client.logIn().await(pause);
    var first = client.send(Stage.message("a") + Stage.message("b") + Stage.message("c"));
    var second = client.send(Stage.message("d"));
    assertThat(stage.routed).isEmpty();
    assertThat(first.isHeld()).isTrue();
    assertThat(second.isHeld()).isTrue();

    pause.complete(null);

    assertThat(stage.routed).containsExactly("a", "b", "c", "d");
    first.assertEmpty();
    assertThat(second.isHeld()).isTrue();
  }

  /** What waits is in the requests that wait, and not all handed over. */
  @Test
  void theStreamIsGivenOnePieceAtATime() {
    var session = client.logIn();
    session.await(pause);
    client.send(Stage.message("a") + "<message id='b'>" + "x".repeat(10_000) + "</message>");

    assertThat(session.isInputHeld()).isTrue();
    assertThat(session.carried().octets()).isGreaterThan(10_000);
  }

  @Test
  void theEndOfTheSessionWaitsBehindWhatCameBefore() {
    client.logIn().await(pause);
    var last = client.send("type='terminate'", Stage.message("a") + Stage.message("b"));
    assertThat(stage.ended).isEmpty();

    pause.complete(null);

    assertThat(stage.routed).containsExactly("a", "b");
    assertThat(stage.ended).hasSize(1);
    assertThat(last.text()).contains("terminate");
  }
}
