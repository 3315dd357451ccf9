package chat.mongoose.security;

import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;

/**
 * Tells what happens to the safety of this server: {@code SecurityLog.tell(SecurityEvent.of(
 * Kind.LOGIN_FAILED, address).name("romeo").door("websocket").reason("wrong-password"))}. The form
 * of a line is {@link Line}'s; how many there can be is {@link Journal}'s.
 *
 * <p>Who calls: any thread, from wherever somebody is refused. What guards what: the journal's
 * monitor; under it a line is appended to a file and not waited for. What happens when full: events
 * are counted and the count is written later. It never throws.
 */
public final class SecurityLog {

  /** Lines that were told before there was a file, such as of the first account. */
  private static final int EARLY = 100;

  private static final Queue<String> EARLIER = new ArrayBlockingQueue<>(EARLY);

  private static volatile Journal journal = new Journal(EARLIER::offer);

  private SecurityLog() {}

  /** Tells of an event. */
  public static void tell(SecurityEvent event) {
    journal.tell(event, Instant.now());
  }

  /**
   * From now on lines go there.
   *
   * @param lines gets those that nobody has got
   */
  static void to(Journal next, Consumer<String> lines) {
    for (var line = EARLIER.poll(); line != null; line = EARLIER.poll()) {
      lines.accept(line);
    }
    journal = next;
  }
}
