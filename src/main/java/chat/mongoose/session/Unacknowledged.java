package chat.mongoose.session;

import chat.mongoose.stanza.Rendered;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The stanzas that have been written and not yet acknowledged (XEP-0198 §4). Guarded by the outbox
 * that owns it.
 */
final class Unacknowledged {

  /** XEP-0198 §4: counters wrap at 2³². */
  private static final long WRAP = 1L << 32;

  /** Stanzas after which the client is asked what it has. */
  private static final int ASK_AFTER = 25;

  /** Octets after which it is asked as well, so that few large ones are not held for long. */
  static final int ASK_AFTER_OCTETS = 64 * 1024;

  private final ArrayDeque<Rendered> stanzas = new ArrayDeque<>();
  private long acknowledged;
  private long octets;
  private int unasked;
  private long unaskedOctets;

  /** A stanza is about to be written. */
  void add(Rendered stanza, int length) {
    stanzas.add(stanza);
    octets += length;
    unasked++;
    unaskedOctets += length;
  }

  /** True once for every few stanzas, or a large one, and then a request should follow them. */
  boolean asksNow() {
    return asks(unaskedOctets >= ASK_AFTER_OCTETS ? 1 : ASK_AFTER);
  }

  /** True if there is anything that the client was not asked about. */
  boolean asksForRest() {
    return asks(1);
  }

  /**
   * Forgets what the client has handled.
   *
   * @return false if it claims more than was sent
   */
  boolean acknowledge(long handled, ToIntFunction<Rendered> length) {
    var count = Math.floorMod(handled - acknowledged, WRAP);
    if (count > stanzas.size()) {
      return false;
    }
    for (long i = 0; i < count; i++) {
      octets -= length.applyAsInt(stanzas.poll());
    }
    acknowledged = handled;
    return true;
  }

  /** How many stanzas were sent so far, modulo 2³². */
  long sent() {
    return Math.floorMod(acknowledged + stanzas.size(), WRAP);
  }

  int size() {
    return stanzas.size();
  }

  long octets() {
    return octets;
  }

  List<Rendered> all() {
    return List.copyOf(stanzas);
  }

  /** Takes all back, to be written again or given up; they count as not sent then. */
  List<Rendered> recall() {
    var all = List.copyOf(stanzas);
    stanzas.clear();
    octets = 0;
    unasked = 0;
    unaskedOctets = 0;
    return all;
  }

  private boolean asks(int after) {
    if (unasked < after) {
      return false;
    }
    unasked = 0;
    unaskedOctets = 0;
    return true;
  }
}
