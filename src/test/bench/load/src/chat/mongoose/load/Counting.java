package chat.mongoose.load;

import java.util.Queue;

/**
 * Counts and times what everybody hears, for a load in which nobody comes or goes.
 *
 * @param sampleEvery latency is recorded by one session in so many
 * @param dropped where it is said why a session ended
 */
record Counting(int sampleEvery, Queue<String> dropped) implements Listener {

  @Override
  public void heard(Session session, byte[] bytes, int marker, int to) {
    IoLoop loop = session.loop;
    Tally.Phase phase = loop.tally.phase(Marker.phase(bytes, marker));
    phase.received++;
    if (session.index % sampleEvery == 0) {
      phase.latencyMicros.record(loop.nowMicros - Marker.dueMicros(bytes, marker));
    }
  }

  @Override
  public void refused(Session session, String error) {}

  @Override
  public void dropped(Session session, String reason) {
    dropped.add(reason);
  }
}
