package chat.mongoose.bosh;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Which requests of a session are expected, wait, or have been answered (XEP-0124 §9, §11, §14).
 * Rules only: no thread, no lock, no clock. Not safe for several threads.
 */
final class BoshWindow {

  /** Answers that are kept for a client which acknowledges them, and has not yet. */
  private static final int MOST_UNACKNOWLEDGED = 8;

  /** How often a client may repeat itself before it says something new (§14.3). */
  static final int MOST_REPEATS = 20;

  /** A missing answer is worth a report when it ought to have been there for so long (§9.2). */
  static final Duration REPORT_AFTER = Duration.ofSeconds(2);

  private final int requests;
  private final boolean acks;

  /** Not answered: in order up to {@link #last}, behind it those that came too early. */
  private final TreeMap<Long, Waiting> waiting = new TreeMap<>();

  private final TreeMap<Long, Answered> answered = new TreeMap<>();
  private long last;

  /** The newest that has not come and is waited for no more; {@link #last} passes it by. */
  private long lost;

  private int repeats;
  private Optional<Missing> missing = Optional.empty();

  /**
   * @param creation the rid of the request that made the session
   */
  BoshWindow(SessionTerms terms, long creation) {
    this.requests = terms.requests();
    this.acks = terms.acks();
    this.last = creation - 1;
  }

  /** True if a request of this rid has come before. */
  boolean isRepeated(long rid) {
    return rid <= last || waiting.containsKey(rid);
  }

  /**
   * Takes a request that has not come before. Its client has no more under way than it may have, so
   * it waits for none that is older than that: what is missing among those went with its
   * connection, as it does when a page is loaded anew, and is given up.
   *
   * @throws BoshException {@code item-not-found} if it lies behind the window, {@code
   *     policy-violation} if too many are under way
   */
  void add(Waiting request) {
    // §11: one more is allowed, to pause or to end the session
    var extra = request.body().pause().isPresent() || request.body().isTerminate() ? 1 : 0;
    // §14.2: the window lies behind the request that came before, be it too early
    var newest = waiting.isEmpty() ? last : Math.max(last, waiting.lastKey());
    if (request.rid() > newest + requests + extra) {
      throw new BoshException(Condition.ITEM_NOT_FOUND, "This rid is not expected yet.");
    }
    giveUp(request.rid() - requests - extra);
    if (request.rid() - Math.max(firstUnanswered(), lost + 1) >= requests + extra) {
      throw new BoshException(Condition.POLICY_VIOLATION, "Too many requests at once.");
    }
    waiting.put(request.rid(), request);
  }

  private void giveUp(long upTo) {
    for (var rid = upTo; rid > last; rid--) {
      if (!waiting.containsKey(rid)) {
        lost = Math.max(lost, rid);
        return;
      }
    }
  }

  /**
   * The next request in order, if it is there, of those that are not given up; from now on it is
   * one of the {@link #held}.
   */
  Optional<Waiting> next() {
    while (last < lost && !waiting.containsKey(last + 1)) {
      last++;
    }
    var next = Optional.ofNullable(waiting.get(last + 1));
    if (next.isPresent()) {
      last++;
      repeats = 0;
    }
    return next;
  }

  /** What this request, which is held, has brought has been taken. */
  void taken(Waiting request) {
    waiting.computeIfPresent(request.rid(), (rid, held) -> held.withoutPayloads());
  }

  /** Octets of heap that requests and answers hold here. */
  long octets() {
    var octets = 0L;
    for (Waiting request : waiting.values()) {
      octets += request.octets();
    }
    for (Answered kept : answered.values()) {
      octets += kept.answer().content().length;
    }
    return octets;
  }

  /**
   * A request that has come before: its answer is given again, or will be given to the new
   * connection (§14.3).
   *
   * @return what is to be done about it
   * @throws BoshException {@code item-not-found} if the answer is not kept, {@code
   *     policy-violation} if it has come too often
   */
  Runnable repeat(Waiting again, String contentType) {
    if (++repeats > MOST_REPEATS) {
      throw new BoshException(Condition.POLICY_VIOLATION, "This was said often enough.");
    }
    var before = waiting.get(again.rid());
    var kept = answered.get(again.rid());
    if (before != null && KeySequence.same(before.body().key(), again.body().key())) {
      waiting.put(again.rid(), before.on(again.reply()));
      return before.answering(BoshAnswer.recoverable(contentType));
    }
    if (kept != null && KeySequence.same(kept.key(), again.body().key())) {
      return again.answering(kept.answer());
    }
    throw new BoshException(Condition.ITEM_NOT_FOUND, "This rid is not known any more.");
  }

  /** Requests in order that are not answered. */
  int held() {
    return waiting.headMap(last, true).size();
  }

  /** The first request to be answered. */
  Optional<Waiting> oldest() {
    return waiting.isEmpty() || waiting.firstKey() > last
        ? Optional.empty()
        : Optional.of(waiting.firstEntry().getValue());
  }

  /** True if one of those that are held wants all to be answered (§10). */
  boolean isPausing() {
    return holds(request -> request.body().pause().isPresent());
  }

  /** True if one of those that are held ends the session (§13). */
  boolean isTerminating() {
    return holds(request -> request.body().isTerminate());
  }

  /** All that are not answered, in order. */
  List<Waiting> unanswered() {
    return List.copyOf(waiting.values());
  }

  /** Takes out those that came too early and have waited for too long for what is missing. */
  List<Waiting> takeOverdue(Instant now) {
    var early = waiting.tailMap(last, false).values();
    var overdue = early.stream().filter(request -> request.isDue(now)).toList();
    early.removeAll(overdue);
    return overdue;
  }

  /** The request is answered; the answer is kept for a repetition. */
  void answered(Waiting request, BoshAnswer answer, boolean hasPayload, Instant now) {
    waiting.remove(request.rid());
    answered.put(request.rid(), new Answered(request.body().key(), answer, hasPayload, now));
    // one more than may be under way, since a pause shall not push another one out
    while (answered.size() > (acks ? MOST_UNACKNOWLEDGED : requests + 1)) {
      answered.pollFirstEntry();
    }
  }

  /** True if that request has been answered with nothing. */
  boolean wasAnsweredEmpty(long rid) {
    var kept = answered.get(rid);
    return kept != null && !kept.hasPayload();
  }

  /** Takes to heart what the next request in order says about answers (§9.2). */
  void acknowledge(BoshBody body, Instant now) {
    if (!acks) {
      return;
    }
    // no 'ack' means that the client has all answers
    var upTo = body.ack().orElse(body.rid() - 1);
    answered.headMap(upTo, true).clear();
    var next = Optional.ofNullable(answered.get(upTo + 1));
    missing =
        next.filter(answer -> answer.at().plus(REPORT_AFTER).isBefore(now))
            .map(answer -> new Missing(upTo + 1, answer.at()));
  }

  /** An answer that the client seems not to have got; it is reported once. */
  Optional<Missing> takeMissing() {
    var found = missing;
    missing = Optional.empty();
    return found;
  }

  boolean isMissing() {
    return missing.isPresent();
  }

  /** What 'ack' says in the answer to this request; empty if it need not be said (§9.1). */
  OptionalLong ack(long rid) {
    return acks && last > rid ? OptionalLong.of(last) : OptionalLong.empty();
  }

  private long firstUnanswered() {
    return oldest().map(Waiting::rid).orElse(last + 1);
  }

  private boolean holds(Predicate<Waiting> kind) {
    return waiting.headMap(last, true).values().stream().anyMatch(kind);
  }

  /**
   * An answer that was handed over some time ago.
   *
   * @param rid the request that it was for
   */
  record Missing(long rid, Instant at) {}

  private record Answered(
      Optional<String> key, BoshAnswer answer, boolean hasPayload, Instant at) {}
}
