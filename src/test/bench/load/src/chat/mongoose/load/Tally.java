package chat.mongoose.load;

/**
 * What one I/O thread has counted. Only that thread writes it; others take a {@link #copy} made on
 * that thread.
 */
final class Tally {

  /**
   * Counts of one phase of the run: a warm-up, a measured window, a step of a saturation search.
   */
  static final class Phase {
    long sent;

    /** Messages not sent because their sender had lost its connection. */
    long unsent;

    long expected;
    long received;
    final Histogram latencyMicros = new Histogram();
    final Histogram sendLagMicros = new Histogram();

    void add(Phase other) {
      sent += other.sent;
      unsent += other.unsent;
      expected += other.expected;
      received += other.received;
      latencyMicros.add(other.latencyMicros);
      sendLagMicros.add(other.sendLagMicros);
    }
  }

  final Phase[] phases = new Phase[Marker.MAX_PHASES];
  long deliveries;
  long presences;
  long otherMessages;
  long errorMessages;
  long bytesRead;
  long reads;

  Phase phase(int index) {
    if (phases[index] == null) {
      phases[index] = new Phase();
    }
    return phases[index];
  }

  void add(Tally other) {
    for (int i = 0; i < phases.length; i++) {
      if (other.phases[i] != null) {
        phase(i).add(other.phases[i]);
      }
    }
    deliveries += other.deliveries;
    presences += other.presences;
    otherMessages += other.otherMessages;
    errorMessages += other.errorMessages;
    bytesRead += other.bytesRead;
    reads += other.reads;
  }

  long expected() {
    long sum = 0;
    for (Phase phase : phases) {
      sum += phase == null ? 0 : phase.expected;
    }
    return sum;
  }

  Tally copy() {
    Tally copy = new Tally();
    copy.add(this);
    return copy;
  }
}
