package chat.mongoose.session;

/**
 * What one session makes the server hold, by part: each {@link Share} is guarded by what it counts
 * for, and the sums may be read by anyone.
 */
final class Holdings {

  /** Heap of a session that does nothing, with its connection; an estimate. */
  static final int IDLE = 24 * 1024;

  private final Share outbox;
  private final Share input;
  private final Share carried;
  private final Share remembered;

  Holdings(Budget budget) {
    this.outbox = new Share(budget);
    this.input = new Share(budget);
    this.carried = new Share(budget);
    this.remembered = new Share(budget);
    remembered.set(IDLE);
  }

  Share outbox() {
    return outbox;
  }

  Share input() {
    return input;
  }

  /** What the transport holds itself. */
  Share carried() {
    return carried;
  }

  synchronized void remember(long octets) {
    if (remembered.octets() > 0) {
      remembered.set(remembered.octets() + octets);
    }
  }

  /** All of it goes to another session. */
  synchronized long handOver() {
    return Math.max(0, remembered.octets() - IDLE);
  }

  /** The session has ended: nothing is remembered for it any more. */
  synchronized void forget() {
    remembered.set(0);
  }

  /** Octets beyond what each session has. */
  long extra() {
    return input.octets() + carried.octets() + Math.max(0, remembered.octets() - IDLE);
  }

  /** Octets that nobody else holds. */
  long own() {
    return outbox.octets() + input.octets() + carried.octets() + remembered.octets();
  }
}
