package chat.mongoose.websocket;

import chat.mongoose.cluster.Lanes;
import chat.mongoose.guard.Guarded;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connections that have something to finish, and until when: a frame or a message that has
 * begun, or their end. Who holds the server up by it is cut off.
 *
 * <p>Who calls: any thread; a clock looks each second. What guards what: a concurrent map. What
 * happens when full: it has no more than two entries for a connection.
 */
@ApplicationScoped
class Unfinished {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** For the peer's answer to a close frame (RFC 6455 §7.1.1). */
  private static final Duration FAREWELL = Duration.ofSeconds(10);

  private final ConcurrentHashMap<Object, Due> waiting = new ConcurrentHashMap<>();

  private final Lanes lanes;
  private final FrameLimit limit;

  /**
   * What is done when.
   *
   * @param at by {@link System#nanoTime}
   */
  private record Due(long at, Runnable late) {}

  /** For the container's proxy. */
  Unfinished() {
    this(null, null);
  }

  @Inject
  Unfinished(Lanes lanes, FrameLimit limit) {
    this.lanes = lanes;
    this.limit = limit;
  }

  @PostConstruct
  void start() {
    lanes.every(LOOK_EVERY, () -> look(System.nanoTime()));
  }

  /** A frame has begun; if {@link #ends} does not come in time, this is done. */
  void begins(Object frame, Runnable late) {
    waiting.put(frame, new Due(System.nanoTime() + limit.timeout().toNanos(), late));
  }

  /** It has ended, or its connection has. */
  void ends(Object frame) {
    waiting.remove(frame);
  }

  /** The server has said that it closes; if the client does not, this is done. */
  void closes(Object connection, Runnable late) {
    waiting.putIfAbsent(connection, new Due(System.nanoTime() + FAREWELL.toNanos(), late));
  }

  /**
   * @param now by {@link System#nanoTime}
   */
  void look(long now) {
    Guarded.each(
        waiting.entrySet(),
        entry -> {
          // nanoTime may overflow, differences do not
          if (now - entry.getValue().at() >= 0
              && waiting.remove(entry.getKey(), entry.getValue())) {
            entry.getValue().late().run();
          }
        });
  }
}
