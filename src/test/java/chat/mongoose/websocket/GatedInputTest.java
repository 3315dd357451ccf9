package chat.mongoose.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
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

  /** Else Tyrus would be called twice, by two threads. */
  @Test
  void theContainerCallsItselfWhenThereIsNothingYet() {
    var told = new Told();
    var reader = new TyrusInternals.Reader(container, () -> {}, told);
    container.ready = false;
    reader.readOn();
    assertThat(told.all).isEmpty();

    container.ready = true;
    reader.readOn();

    assertThat(container.asked).isEqualTo(2);
    assertThat(told.all).containsExactly("data");
  }

  @Test
  void whatGoesWrongThenIsToldToTyrus() {
    var told = new Told();
    told.fails = true;
    new TyrusInternals.Reader(container, () -> {}, told).readOn();

    assertThat(told.all).containsExactly("data", "java.io.IOException: as this test wants it");
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

  private static final class Told implements ReadListener {

    private final List<String> all = new ArrayList<>();
    private boolean fails;

    @Override
    public void onDataAvailable() throws IOException {
      all.add("data");
      if (fails) {
        throw new IOException("as this test wants it");
      }
    }

    @Override
    public void onAllDataRead() {
      all.add("end");
    }

    @Override
    public void onError(Throwable cause) {
      all.add(cause.toString());
    }
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
