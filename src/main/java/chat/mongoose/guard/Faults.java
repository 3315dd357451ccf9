package chat.mongoose.guard;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Tells the log of what should never happen. A fault that a client can bring about again and again
 * must not fill a disk, so one of a kind (what was thrown, and where) is told with its trace once
 * in {@link #QUIET} and counted meanwhile. That memory has run out is told each time.
 *
 * <p>Who calls: any thread. What guards what: the class's monitor guards the kinds; nothing is
 * logged under it. What happens when full: {@link #KINDS} are remembered, the oldest is forgotten.
 */
public final class Faults {

  /** How long a kind is only counted. */
  static final long QUIET = TimeUnit.MINUTES.toNanos(1);

  /** Kinds that are remembered. */
  static final int KINDS = 256;

  private static final Logger LOG = System.getLogger(Faults.class.getName());

  private static final Map<String, Told> TOLD =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Told> eldest) {
          return size() > KINDS;
        }
      };

  /**
   * What is known of a kind.
   *
   * @param at by {@link System#nanoTime}, when it was last told
   * @param since how often it has happened since
   */
  private record Told(long at, long since) {}

  private Faults() {}

  /**
   * Something was not done. Never throws, since who calls has others to look after.
   *
   * @param subject whose fault it is or what was not done: a session, a stanza's id and sender
   */
  public static void tell(Object subject, Throwable fault) {
    try {
      var before = fault instanceof OutOfMemoryError ? Optional.of(0L) : due(kind(fault));
      before.ifPresent(more -> LOG.log(Level.ERROR, text(subject, more), fault));
    } catch (RuntimeException | Error e) {
      // there is no memory left even to say so, or its text is at fault
      LOG.log(Level.ERROR, "A fault could not be told in full.");
    }
  }

  /**
   * Something is not as it should be, which whoever reads it has got round: one line, at most once
   * in {@link #QUIET} for each kind. Never throws.
   *
   * @param kind what it is one of
   * @param which by what an administrator finds it
   */
  public static void mention(String kind, Object which) {
    warn(kind + " cannot be read as it stands", which + ". All else is served.");
  }

  /**
   * Something was refused or went wrong in a way that is looked after: one line, at most once in
   * {@link #QUIET} for each kind. Never throws.
   *
   * @param kind what has happened
   * @param which to what, or why
   */
  public static void warn(String kind, Object which) {
    due(kind)
        .ifPresent(
            more ->
                LOG.log(
                    Level.WARNING,
                    kind
                        + ": "
                        + Readable.of(which)
                        + (more == 0 ? "" : " So it was " + more + " times before.")));
  }

  private static String text(Object subject, long more) {
    var text = "At fault: " + Readable.of(subject) + ". What is behind it goes on.";
    return more == 0 ? text : text + " The same has happened " + more + " times before.";
  }

  /** How often this kind was not told, if it is to be told now. */
  static Optional<Long> due(String kind) {
    var now = System.nanoTime();
    synchronized (TOLD) {
      var told = TOLD.get(kind);
      if (told != null && now - told.at() < QUIET) {
        TOLD.put(kind, new Told(told.at(), told.since() + 1));
        return Optional.empty();
      }
      TOLD.remove(kind);
      TOLD.put(kind, new Told(now, 0));
      return Optional.of(told == null ? 0L : told.since());
    }
  }

  private static String kind(Throwable fault) {
    var trace = fault.getStackTrace();
    return fault.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
  }
}
