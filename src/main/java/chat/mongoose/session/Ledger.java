package chat.mongoose.session;

import chat.mongoose.stanza.Rendered;

/**
 * What the frames of one outbox cost the heap. What many outboxes hold is there once: whoever is
 * the first to hold it adds it to the budget, and the last takes it away again, while each has only
 * its place in the queue. Guarded by the outbox that owns it.
 */
final class Ledger {

  /** Octets of heap for a frame's objects, besides what it says; an estimate. */
  static final int FRAME = 128;

  /** Octets of heap for the place of a frame in a queue. */
  private static final int PLACE = 8;

  private final Budget budget;
  private final Share share;
  private long own;

  Ledger(Budget budget, Share share) {
    this.budget = budget;
    this.share = share;
  }

  /** Octets that nobody else holds; may be read by anyone. */
  long own() {
    return share.octets();
  }

  void add(Rendered frame, int length) {
    if (frame.isShared()) {
      own += PLACE;
      if (frame.hold()) {
        budget.change(frame.size() + FRAME);
      }
    } else {
      own += length + FRAME;
    }
    share.set(own);
  }

  void remove(Rendered frame, int length) {
    if (frame.isShared()) {
      own -= PLACE;
      if (frame.letGo()) {
        budget.change(-frame.size() - FRAME);
      }
    } else {
      own -= length + FRAME;
    }
    share.set(own);
  }

  /** A copy is being written, or has been. */
  void copy(int octets) {
    own += octets;
    share.set(own);
  }
}
