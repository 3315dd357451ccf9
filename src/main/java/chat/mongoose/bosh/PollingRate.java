package chat.mongoose.bosh;

import java.time.Instant;

/**
 * Refuses requests that bring nothing and come too often (XEP-0124 §11, §12). Not safe for several
 * threads.
 *
 * <p>Decision: §11 would have a session end when a request follows soon on one that is held, and
 * both are all that may be under way. But that is what a page does which is loaded anew: the
 * connection of its last request is gone, which nobody tells us, and the new page asks at once. So
 * the older is answered, the newer is held, and only who does so {@link #AT_ONCE} times without a
 * break asks too often.
 */
final class PollingRate {

  /** How often in the time called 'polling' a request may take the place of one that is held. */
  static final int AT_ONCE = 50;

  private final SessionTerms terms;
  private long previous;
  private boolean previousPolled;
  private Instant previousArrived = Instant.MIN;

  /** When all that has been asked too soon is forgotten; each time makes it later. */
  private Instant forgotten = Instant.MIN;

  PollingRate(SessionTerms terms) {
    this.terms = terms;
  }

  /**
   * Takes the next request in order, which is held by now.
   *
   * @throws BoshException {@code policy-violation}
   */
  void take(Waiting request, BoshWindow window) {
    var soon = request.arrived().isBefore(previousArrived.plus(terms.polling()));
    if (soon && request.body().isPoll() && isExcessive(request, window)) {
      throw new BoshException(Condition.POLICY_VIOLATION, "You ask too often; see 'polling'.");
    }
    previous = request.rid();
    previousPolled = request.body().isPoll();
    previousArrived = request.arrived();
  }

  private boolean isExcessive(Waiting request, BoshWindow window) {
    return terms.isPolling()
        // §12: the one before brought nothing either, neither way
        ? previousPolled && window.wasAnsweredEmpty(previous)
        // §11: as many as are allowed are under way
        : window.held() >= terms.requests() && isOnceTooOften(request.arrived());
  }

  private boolean isOnceTooOften(Instant now) {
    var since = forgotten.isBefore(now) ? now : forgotten;
    forgotten = since.plus(terms.polling().dividedBy(AT_ONCE));
    return forgotten.isAfter(now.plus(terms.polling()));
  }
}
