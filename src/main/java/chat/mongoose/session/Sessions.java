package chat.mongoose.session;

import chat.mongoose.guard.Faults;
import chat.mongoose.stanza.Jid;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The sessions of this node.
 *
 * <p>Who calls: any thread. What guards what: concurrent maps; the sessions of one account lie in
 * an immutable list that is replaced. What happens when full: {@link StreamNegotiation} counts and
 * refuses.
 */
@ApplicationScoped
public class Sessions {

  private static final int MOST_PAST = 10_000;

  private final Set<Session> connected = ConcurrentHashMap.newKeySet();

  /** Sessions that have ended and whose connections have still to be closed, by when they ended. */
  private final ConcurrentHashMap<Session, Instant> leaving = new ConcurrentHashMap<>();

  private final ConcurrentHashMap<Jid, Session> byFull = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Jid, List<Session>> byBare = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Session> byResumption = new ConcurrentHashMap<>();

  /** Streams whose clients did not come back in time; the oldest are forgotten. */
  private final Cache<String, Past> past =
      Caffeine.newBuilder()
          .maximumSize(MOST_PAST)
          .expireAfterWrite(Duration.ofHours(1))
          // Threads are the container's; what is to be cleaned up is little.
          .executor(Runnable::run)
          .build();

  /**
   * A stream that can be resumed no more.
   *
   * @param handled stanzas that had been handled
   */
  record Past(Identity identity, long handled) {}

  /** The session that is bound to this full address. */
  public Optional<Session> find(Jid full) {
    return Optional.ofNullable(byFull.get(full));
  }

  /**
   * Gives those who are bound to these full addresses to somebody, in their order, whatever goes
   * wrong with one of them.
   */
  public void forEach(Collection<Jid> full, Consumer<Session> action) {
    for (Jid jid : full) {
      var session = byFull.get(jid);
      if (session != null) {
        try {
          action.accept(session);
        } catch (RuntimeException | Error e) {
          Faults.tell(session, e);
        }
      }
    }
  }

  /** The bound sessions of an account. */
  public List<Session> of(Jid bare) {
    return byBare.getOrDefault(bare, List.of());
  }

  /** All connections, bound or not; a view that changes. */
  public Collection<Session> connected() {
    return connected;
  }

  /** Those that have ended and may still have to read how; a view that changes. */
  Collection<Session> leaving() {
    return leaving.keySet();
  }

  /** The session has ended, and its client is to read what waits until then. */
  void leaves(Session session, Instant until) {
    leaving.put(session, until);
  }

  /** Those whose time to read the rest is over; they and all that have gone are forgotten. */
  List<Session> overdue(Instant now) {
    var overdue = new ArrayList<Session>();
    leaving.forEach(
        (session, until) -> {
          if (session.isGone() || now.isAfter(until)) {
            leaving.remove(session);
            overdue.add(session);
          }
        });
    return overdue;
  }

  /** How many connections there are. */
  public int count() {
    return connected.size();
  }

  /** The session that this id of stream management resumes. */
  Optional<Session> resumable(String id) {
    return Optional.ofNullable(byResumption.get(id));
  }

  /** The stream that this id would have resumed. */
  Optional<Past> past(String id) {
    return Optional.ofNullable(past.getIfPresent(id));
  }

  void resumable(String id, Session session) {
    byResumption.put(id, session);
  }

  /** The client of one session has come back by another, which takes its place everywhere. */
  void replace(Session before, Session after, String resumption) {
    connected.remove(before);
    before.leaves();
    byResumption.put(resumption, after);
    var full = after.jid().orElseThrow();
    byFull.replace(full, before, after);
    byBare.computeIfPresent(
        full.bare(),
        (bare, all) -> all.stream().map(other -> other == before ? after : other).toList());
  }

  void connect(Session session) {
    connected.add(session);
  }

  /** Registers the session under its address; returns those that its account had before. */
  List<Session> bind(Session session, Jid full) {
    byFull.put(full, session);
    var before = new ArrayList<Session>();
    byBare.compute(
        full.bare(),
        (bare, others) -> {
          before.clear();
          before.addAll(others == null ? List.of() : others);
          return Stream.concat(before.stream(), Stream.of(session)).toList();
        });
    if (session.hasEnded()) {
      // its client has gone while it was being bound
      remove(session);
    }
    return before;
  }

  void remove(Session session) {
    connected.remove(session);
    session.leaves();
    session.resumption().ifPresent(id -> forget(id, session));
    session
        .jid()
        .ifPresent(
            full -> {
              byFull.remove(full, session);
              byBare.computeIfPresent(
                  full.bare(),
                  (bare, all) -> {
                    var left = all.stream().filter(other -> other != session).toList();
                    return left.isEmpty() ? null : left;
                  });
            });
  }

  private void forget(String id, Session session) {
    if (byResumption.remove(id, session) && session.isDetached()) {
      past.put(id, new Past(session.identity().orElseThrow(), session.handled()));
    }
  }
}
