package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.stanza.Message;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.xml.Element;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What rooms keep at hand is bounded in octets: for each, and for all. */
class RoomMemoryTest {

  private static final int LONG = 32_000;

  private final RoomMemory memory = new RoomMemory(4L << 20);
  private final History history = new History(ROOM, 50, memory);

  @Test
  void fiftyShortMessagesAreKept() {
    say(history, 60, 100);

    assertThat(history.select(all())).hasSize(50);
  }

  @Test
  void ofLongMessagesFewAreKept() {
    say(history, 50, LONG);

    assertThat(history.select(all()).size()).isBetween(3, 8);
    assertThat(memory.held()).isBetween(100_000L, (long) History.MOST);
  }

  @Test
  void manyRoomsTogetherHoldWhatAllMayAndLittleEach() {
    for (int i = 0; i < 100; i++) {
      say(new History(ROOM, 50, memory), 50, LONG);
    }
    assertThat(memory.held()).isBetween(3L << 20, (4L << 20) + 100 * History.LITTLE);
  }

  @Test
  void whileAllHoldTooMuchEachKeepsLittle() {
    memory.change(5L << 20);

    say(history, 50, 100);
    assertThat(history.select(all()).size()).isBetween(3, 20);
  }

  @Test
  void whatIsPutAwayIsGivenBack() {
    say(history, 50, 1000);
    assertThat(memory.held()).isPositive();

    history.clear();

    assertThat(memory.held()).isZero();
    assertThat(history.select(all())).isEmpty();
  }

  @Test
  void whatWaitsForLanesIsAnEighthOfItAndCounted() {
    var sixteenth = 1 << 18;
    assertThat(memory.arrives(sixteenth)).isTrue();
    assertThat(memory.arrives(sixteenth)).isTrue();
    assertThat(memory.arrives(1)).isFalse();
    assertThat(memory.held()).isEqualTo(2 * sixteenth);

    memory.arrived(sixteenth);

    assertThat(memory.arrives(1)).isTrue();
  }

  @Test
  void aWrongShareStopsTheStart() {
    assertThatThrownBy(() -> new RoomMemory(1.5)).hasMessageContaining("mongoose.muc.memory-share");
    assertThatThrownBy(() -> new RoomMemory(0.0)).hasMessageContaining("mongoose.muc.memory-share");
  }

  private static HistoryRequest all() {
    return new HistoryRequest(1000, Integer.MAX_VALUE, Instant.MIN);
  }

  private static void say(History history, int messages, int characters) {
    for (int i = 0; i < messages; i++) {
      var message = Message.of(Message.Type.GROUPCHAT);
      var body = Element.of(Stanza.NS, "body").plus("x".repeat(characters));
      history.add(message.with(message.element().plus(body)), Instant.EPOCH);
    }
  }
}
