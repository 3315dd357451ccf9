package chat.mongoose.bosh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a BOSH session holds of requests and answers is known, and little where it can be. */
class HeldOctetsTest {

  private final Stage stage = new Stage();
  private final Stage.Client client = stage.client("hold='1' wait='60'");

  @Test
  void aRequestThatIsHeldHoldsNothingOfWhatItBrought() {
    var session = client.logIn();
    var before = session.carried().octets();
    client.send("<message xmlns='jabber:client' id='a'>" + "x".repeat(50_000) + "</message>");

    assertThat(stage.routed).contains("a");
    assertThat(session.carried().octets()).isLessThan(before + 10_000);
  }

  @Test
  void aRequestThatCameTooEarlyIsCountedUntilItIsTaken() {
    var session = client.logIn();
    var early = client.last() + 2;
    client.sendAs(
        early, "", "<message xmlns='jabber:client' id='a'>" + "x".repeat(50_000) + "</message>");
    assertThat(session.carried().octets()).isGreaterThan(100_000);

    client.sendAs(early - 1, "", "");
    assertThat(stage.routed).contains("a");
    assertThat(session.carried().octets()).isLessThan(10_000);
  }

  @Test
  void answersThatAreKeptAreCountedAndGoWithTheSession() {
    var session = client.logIn();
    client.poll();
    session.send(Stage.stanza("x".repeat(50_000)));
    assertThat(session.carried().octets()).isGreaterThan(50_000);

    client.send("type='terminate'", "");
    assertThat(stage.ended).containsExactly(session);
    assertThat(session.carried().octets()).isZero();
  }
}
