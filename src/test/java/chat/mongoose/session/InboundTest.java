package chat.mongoose.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What comes faster than it can be handled waits, and the door is told to read no more. */
@Timeout(60)
class InboundTest {

  private static final int ROOM = 100;

  private final List<String> ran = new ArrayList<>();
  private final List<Boolean> told = new ArrayList<>();
  private final Inbound inbound =
      new Inbound(new Share(Budget.unlimited()), () -> told.add(isHeld()));

  @Test
  void whatIsHandledAtOnceHoldsNothing() {
    offer("a");
    offer("b");

    assertThat(ran).containsExactly("a", "b");
    assertThat(told).isEmpty();
  }

  @Test
  void theDoorIsHeldAsLongAsAnythingWaits() {
    inbound.pause();
    assertThat(inbound.isHeld()).as("nothing has come yet").isFalse();
    offer("a");
    offer("b");
    assertThat(ran).isEmpty();
    assertThat(told).containsExactly(true);

    inbound.resume();

    assertThat(ran).containsExactly("a", "b");
    assertThat(told).containsExactly(true, false);
  }

  @Test
  void aPieceThatPausesAgainLeavesTheDoorHeldForThoseBehindIt() {
    inbound.pause();
    inbound.offer(inbound::pause, 1, ROOM);
    offer("behind");
    inbound.resume();
    assertThat(told).containsExactly(true);

    inbound.resume();

    assertThat(ran).containsExactly("behind");
    assertThat(told).containsExactly(true, false);
  }

  @Test
  void octetsAreCountedAndNotPieces() {
    inbound.pause();
    for (int i = 0; i < ROOM; i++) {
      assertThat(offer("a")).isTrue();
    }

    assertThat(offer("one too many")).isFalse();
  }

  /** The door offers while the pause ends on another thread. */
  @Test
  void nobodyIsHeldForGood() throws Exception {
    var door = new Door();
    var raced = new Inbound(new Share(Budget.unlimited()), door::look);
    door.inbound = raced;
    var other = Executors.newSingleThreadExecutor();
    try {
      for (int round = 0; round < 20_000; round++) {
        raced.pause();
        var start = new CyclicBarrier(2);
        var resumed =
            other.submit(
                () -> {
                  start.await();
                  raced.resume();
                  return null;
                });
        start.await();
        raced.offer(() -> {}, 1, ROOM);
        resumed.get();
        assertThat(raced.isHeld()).as("held after round %s", round).isFalse();
        assertThat(door.stopped).as("stopped after round %s", round).isFalse();
      }
    } finally {
      other.shutdown();
    }
  }

  private boolean isHeld() {
    return inbound.isHeld();
  }

  private boolean offer(String name) {
    return inbound.offer(() -> ran.add(name), 1, ROOM);
  }

  /** Stops and goes on as it is told, by whoever tells it. */
  private static final class Door {

    private Inbound inbound;
    private volatile boolean stopped;

    private synchronized void look() {
      stopped = inbound.isHeld();
    }
  }
}
