package chat.mongoose.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.util.ArrayDeque;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** As long as a session wants nothing more, its connection is not read. */
@Timeout(60)
class GatedInputTest {

  private final Container container = new Container();
  private final ArrayDeque<Runnable> aside = new ArrayDeque<>();
  private final AtomicInteger read = new AtomicInteger();
  private volatile boolean held;
  private final GatedInput input = gated(() -> held);

  @Test
  void theContainerIsNotAskedMeanwhile() {
    held = true;

    assertThat(input.isReady()).isFalse();
    assertThat(container.asked).isZero();
  }

  @Test
  void itGoesOnWhenTheSessionDoesOnAThreadWithoutLocks() {
    held = true;
    input.isReady();
    input.look(aside::add);
    assertThat(aside).as("it is held still").isEmpty();

    held = false;
    input.look(aside::add);
    input.look(aside::add);

    assertThat(aside).hasSize(1);
    assertThat(read).hasValue(0);
    aside.remove().run();
    assertThat(read).hasValue(1);
  }

  /** Else it would be called twice, by two threads. */
  @Test
  void theContainerCallsItselfWhenThereIsNothingYet() {
    container.ready = false;
    held = true;
    input.isReady();
    held = false;
    input.look(aside::add);
    aside.remove().run();

    assertThat(container.asked).isOne();
    assertThat(read).hasValue(0);
  }

  @Test
  void whoIsNotStoppedIsNotMadeToGoOn() {
    assertThat(input.isReady()).isTrue();
    input.look(aside::add);

    assertThat(aside).isEmpty();
  }

  /** It changes, and is told, while Tyrus is about to be stopped. */
  @Test
  void whatChangesInTheVeryMomentStopsNobody() {
    var asked = new AtomicInteger();
    var late = new AtomicReference<GatedInput>();
    late.set(
        gated(
            () -> {
              if (asked.incrementAndGet() > 1) {
                return false;
              }
              late.get().look(aside::add);
              return true;
            }));

    assertThat(late.get().isReady() || !aside.isEmpty()).isTrue();
  }

  /** Exactly one of both goes on, whoever comes first. */
  @Test
  void nobodyIsStoppedForGoodAndNobodyReadsTwice() throws Exception {
    var other = Executors.newSingleThreadExecutor();
    try {
      for (int round = 0; round < 20_000; round++) {
        held = true;
        var before = read.get();
        var start = new CyclicBarrier(2);
        var looked =
            other.submit(
                () -> {
                  start.await();
                  held = false;
                  input.look(Runnable::run);
                  return null;
                });
        start.await();
        var goesOn = input.isReady();
        looked.get();
        assertThat((goesOn ? 1 : 0) + read.get() - before).as("round %s", round).isEqualTo(1);
      }
    } finally {
      other.shutdown();
    }
  }

  private GatedInput gated(BooleanSupplier wish) {
    return new GatedInput(
        container, new FrameGate(null), () -> {}, () -> {}, wish, read::incrementAndGet);
  }

  /** Has something to read, or will have. */
  private static final class Container extends ServletInputStream {

    private volatile boolean ready = true;
    private volatile int asked;

    @Override
    public boolean isReady() {
      asked++;
      return ready;
    }

    @Override
    public boolean isFinished() {
      return false;
    }

    @Override
    public void setReadListener(ReadListener listener) {}

    @Override
    public int read() {
      return 'x';
    }
  }
}
