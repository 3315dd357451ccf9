package chat.mongoose.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.Rendered;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.xml.Element;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;

/**
 * Whatever happens to outboxes, the budget knows what they hold: within a grain for each while it
 * happens, and nothing at the end.
 */
class BudgetPropertyTest {

  private static final int OUTBOXES = 6;
  private static final int STEPS = 3000;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final Budget budget = new Budget(Long.MAX_VALUE, Long.MAX_VALUE);
  private final List<Writer> writers =
      new ArrayList<>(IntStream.range(0, OUTBOXES).mapToObj(i -> new Writer()).toList());

  @RepeatedTest(10)
  void theSumIsWhatIsHeld() {
    for (int step = 0; step < STEPS; step++) {
      var at = random.nextInt(OUTBOXES);
      act(at, writers.get(at));
      assertThat(budget.held())
          .as("seed %d, step %d", seed, step)
          .isBetween(held() - OUTBOXES * Share.GRAIN, held() + OUTBOXES * Share.GRAIN);
    }
    writers.forEach(writer -> writer.outbox.drop());

    assertThat(budget.held()).as("seed %d", seed).isZero();
  }

  private void act(int at, Writer writer) {
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> writer.outbox.offer(own());
      case 3, 4 -> {
        var said = shared();
        writers.forEach(one -> one.outbox.offer(said));
      }
      case 5 -> writer.outbox.queue(own());
      case 6 -> writer.transport.held = !writer.transport.held;
      case 7 -> writer.release();
      case 8 -> writer.acknowledge();
      case 9 -> {
        if (random.nextBoolean()) {
          writer.outbox.inactive();
        } else {
          writer.outbox.active();
        }
      }
      case 10 -> writer.manage();
      default -> writers.set(at, replaced(writer));
    }
  }

  /** Its client comes back, ends the stream, or is lost. */
  private Writer replaced(Writer before) {
    var after = new Writer();
    switch (random.nextInt(8)) {
      case 0 -> before.outbox.drop();
      case 1 -> {
        before.outbox.close();
        before.transport.held = false;
        before.release();
        before.outbox.recall();
        before.outbox.drop();
      }
      case 2 -> {
        before.outbox.detach();
        before.outbox.recall();
        before.outbox.drop();
      }
      case 3 -> {
        if (!before.managed) {
          return before;
        }
        before.outbox.detach();
        after.managed = true;
        after.outbox.takeOver(before.outbox, Rendered.of(Element.of("u", "resumed")));
      }
      default -> {
        return before;
      }
    }
    return after;
  }

  /** Looked up frame by frame. */
  private long held() {
    Map<Rendered, Boolean> shared = new IdentityHashMap<>();
    var own = 0L;
    for (Writer writer : writers) {
      for (Rendered frame : writer.outbox.holds()) {
        if (!frame.isShared()) {
          own += frame.length(new byte[0]) + Ledger.FRAME;
        } else {
          own += 8;
          shared.put(frame, true);
        }
      }
      own += writer.transport.underWay();
    }
    return own + shared.keySet().stream().mapToLong(frame -> frame.size() + Ledger.FRAME).sum();
  }

  private Rendered own() {
    var name = random.nextBoolean() ? "message" : "nonza";
    return Rendered.of(Element.of("jabber:client", name).plus("x".repeat(random.nextInt(9000))));
  }

  private Rendered shared() {
    return Rendered.forMany(
        Stanza.of(
            Element.of("jabber:client", random.nextBoolean() ? "message" : "presence")
                .with("from", "room@conference.localhost/n" + random.nextInt(3))
                .plus(Element.of("u", "x").plus("x".repeat(random.nextInt(9000))))));
  }

  private final class Writer {

    private final Recorder transport = new Recorder();
    private final Outbox outbox =
        new Outbox(
            transport, 60, 200_000, 100_000, new Ledger(budget, new Share(budget)), () -> {});
    private boolean managed;

    private void manage() {
      if (!managed) {
        managed = true;
        outbox.manage(Rendered.of(Element.of(StreamManagement.NS, "enabled")));
      }
    }

    private void acknowledge() {
      var unread = outbox.sent();
      outbox.acknowledge(Math.max(0, unread - random.nextInt(3)));
    }

    private void release() {
      if (transport.isHeld()) {
        transport.release();
      }
    }
  }
}
