package chat.mongoose.bosh;

import java.time.Instant;

/**
 * Refuses requests that bring nothing and come too often (XEP-0124 §11, §12). Not safe for several
 * threads.
 */
final class PollingRate {

  private final SessionTerms terms;
  private long previous;
  private boolean previousPolled;
  private Instant previousArrived = Instant.EPOCH;

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
    if (soon && request.body().isPoll() && isExcessive(window)) {
      throw new BoshException(Condition.POLICY_VIOLATION, "You ask too often; see 'polling'.");
    }
    previous = request.rid();
    previousPolled = request.body().isPoll();
    previousArrived = request.arrived();
  }

  private boolean isExcessive(BoshWindow window) {
    return terms.isPolling()
        // §12: the one before brought nothing either, neither way
        ? previousPolled && window.wasAnsweredEmpty(previous)
        // §11: as many as are allowed are under way
        : window.held() >= terms.requests();
  }
}
