package chat.mongoose.load;

import chat.mongoose.load.RoomOrder.Saying;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What one occupant has heard of what the room said while he was in it, over as many connections as
 * it took.
 */
final class Attendance {

  /** Nothing is late before that. */
  static final double GRACE_SECONDS = 10;

  private static final long GRACE_MICROS = (long) (GRACE_SECONDS * 1e6);

  private final RoomOrder order;
  private final long sinceMicros;

  /** What nobody had heard when he came in has this number or a higher one. */
  private final int first;

  /** By number, from the first on. */
  private final BitSet heard = new BitSet();

  /** Messages of his own that he has not heard yet, by when they were due. */
  private final Set<Long> own = new LinkedHashSet<>();

  /** Told of all that is lost or repeated. */
  private final Consumer<String> complaints;

  private long newestId = -1;
  private long connectedMicros;
  private long lost;
  private long repeated;

  /** He has just read that he is in. */
  Attendance(RoomOrder order, long nowMicros, Consumer<String> complaints) {
    this.order = order;
    this.first = order.size();
    this.sinceMicros = nowMicros;
    this.connectedMicros = nowMicros;
    this.complaints = complaints;
  }

  /** Messages that never came, although others behind them did, or the time was long over. */
  long lost() {
    return lost;
  }

  /** Messages that came again, or behind others that the room said later. */
  long repeated() {
    return repeated;
  }

  /** He cannot be expected to hear anything, until he is back. */
  void away() {
    connectedMicros = Long.MAX_VALUE;
  }

  /** He has come back, by another connection or out of sleep. */
  void connected(long nowMicros) {
    connectedMicros = nowMicros;
  }

  /** True if he has been here, and awake, since that message was due. */
  boolean coversLatencyOf(long dueMicros) {
    return dueMicros > connectedMicros;
  }

  /** Messages of his own that he has not heard. */
  Set<Long> own() {
    return own;
  }

  void says(long dueMicros) {
    own.add(dueMicros);
  }

  /** One of his own was refused, so nobody should hear it. */
  void refused(long dueMicros) {
    own.remove(dueMicros);
  }

  /**
   * @param id that the room has given the message
   */
  void heard(long dueMicros, long id, long nowMicros) {
    own.remove(dueMicros);
    Saying saying = order.heard(dueMicros, id, nowMicros);
    boolean again = saying.number() >= first && heard.get(saying.number() - first);
    if (again || id <= newestId) {
      repeated++;
      complain(again ? "heard again" : "heard behind id " + newestId, List.of(saying), nowMicros);
    }
    if (saying.number() >= first) {
      heard.set(saying.number() - first);
    }
    newestId = Math.max(newestId, id);
  }

  /** Counts what he should have heard by now and has not. Called once, before he goes. */
  void close(long nowMicros) {
    long late = nowMicros - GRACE_MICROS;
    boolean settled = connectedMicros < late;
    lose(
        order.from(first).stream()
            .filter(s -> s.dueMicros() > sinceMicros && !heard.get(s.number() - first))
            .filter(s -> s.id() < newestId || settled && s.heardMicros() < late)
            .toList(),
        "did not hear",
        nowMicros);
    lose(
        own.stream()
            .filter(due -> settled && due < late && !order.knows(due))
            .map(due -> new Saying(due, -1, -1, -1))
            .toList(),
        "was not heard saying",
        nowMicros);
  }

  private void lose(List<Saying> missing, String how, long nowMicros) {
    if (!missing.isEmpty()) {
      lost += missing.size();
      complain(how, missing, nowMicros);
    }
  }

  private void complain(String what, List<Saying> sayings, long nowMicros) {
    complaints.accept(
        String.format(
            "%s at %d, in since %d, connected since %d: %s",
            what, nowMicros, sinceMicros, connectedMicros, sayings));
  }
}
