package chat.mongoose.cluster;

import java.util.concurrent.Executors;

/** Lanes on threads of the JDK, for tests that run without a container. */
public final class StartedLanes implements AutoCloseable {

  private final Lanes lanes = new Lanes();

  public StartedLanes() {
    lanes.start(Executors.defaultThreadFactory());
  }

  public Lanes lanes() {
    return lanes;
  }

  @Override
  public void close() {
    lanes.stop();
  }
}
