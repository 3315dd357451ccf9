package chat.mongoose.load;

import chat.mongoose.load.RoomOrder.Saying;
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

  /** Messages of his own that he has not heard yet, by when they were due. */
  private final Set<Long> own = new LinkedHashSet<>();

  /** Told of each message that is lost or repeated, and at which place it stands. */
  private final Consumer<String> complaints;

  private long next = -1;
  private long connectedMicros;
  private long lost;
  private long repeated;

  /** He has just read that he is in. */
  Attendance(RoomOrder order, long nowMicros, Consumer<String> complaints) {
    this.complaints = complaints;
    this.order = order;
    this.sinceMicros = nowMicros;
    this.connectedMicros = nowMicros;
  }

  /** Messages that never came, although others behind them did, or the time was long over. */
  long lost() {
    return lost;
  }

  /** Messages that came again, or behind others that the room said later. */
  long repeated() {
    return repeated;
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

  void heard(long dueMicros, long nowMicros) {
    own.remove(dueMicros);
    long place = order.heard(dueMicros, nowMicros).place();
    if (next >= 0 && place < next) {
      repeated++;
      complain("repeated", order.between(place, place + 1), nowMicros);
      return;
    }
    lose(
        next >= 0 ? order.between(next, place) : saidSince(place, Long.MAX_VALUE),
        "before place " + place,
        nowMicros);
    next = place + 1;
  }

  /** Counts as lost what should have come by now. Called once, before he goes. */
  void close(long nowMicros) {
    long late = nowMicros - GRACE_MICROS;
    if (connectedMicros > late) {
      return;
    }
    List<Saying> behind =
        next < 0 ? saidSince(order.size(), late) : order.between(next, order.size());
    lose(behind.stream().filter(s -> s.heardMicros() < late).toList(), "at the end", nowMicros);
    lose(
        own.stream()
            .filter(due -> due < late && !order.knows(due))
            .map(due -> new Saying(due, -1, -1))
            .toList(),
        "by everybody",
        nowMicros);
  }

  private void lose(List<Saying> missing, String where, long nowMicros) {
    if (!missing.isEmpty()) {
      lost += missing.size();
      complain("lost " + where, missing, nowMicros);
    }
  }

  private void complain(String what, List<Saying> sayings, long nowMicros) {
    complaints.accept(
        String.format(
            "%s at %d, in since %d, connected since %d: %s",
            what, nowMicros, sinceMicros, connectedMicros, sayings));
  }

  /** What was said before this place after he had come in, and heard by somebody before then. */
  private List<Saying> saidSince(long place, long beforeMicros) {
    return order.between(0, place).stream()
        .filter(s -> s.dueMicros() > sinceMicros && s.heardMicros() < beforeMicros)
        .toList();
  }
}
