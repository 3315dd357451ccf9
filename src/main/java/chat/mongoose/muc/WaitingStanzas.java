package chat.mongoose.muc;

import chat.mongoose.stanza.Presence;
import chat.mongoose.stanza.Stanza;
import java.util.ArrayDeque;

/**
 * What has come to a room and is not looked at yet, in its order: the room is being loaded, or has
 * something to say first.
 *
 * <p>Called in the room's lane only. What happens when full: {@link #add} says so, and all rooms
 * together have their {@link RoomMemory}; but whoever is in the room, or whose stanzas wait, may
 * always leave it.
 */
final class WaitingStanzas {

  private final RoomMemory memory;
  private final ArrayDeque<Stanza> waiting = new ArrayDeque<>(2);
  private long octets;

  /**
   * How much may wait.
   *
   * @param octets of heap, estimated
   */
  record Bound(int stanzas, long octets) {}

  WaitingStanzas(RoomMemory memory) {
    this.memory = memory;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** What comes next; null if nothing does. */
  Stanza peek() {
    return waiting.peek();
  }

  Stanza next() {
    var next = waiting.poll();
    count(-next.element().weight());
    return next;
  }

  /** Takes what may be refused; false if no more may wait. */
  boolean add(Stanza stanza, Bound bound) {
    if (!isWithin(bound, stanza)) {
      return false;
    }
    add(stanza);
    return true;
  }

  /**
   * Takes a departure, of which nothing but that it is one is kept where no more may wait. One is
   * enough, and that of somebody who has never come means nothing.
   *
   * @param here whether its sender is in the room
   */
  void addDeparture(Stanza departure, boolean here, Bound bound) {
    var last = lastOf(departure);
    if (last == null ? here : !isDeparture(last)) {
      add(isWithin(bound, departure) ? departure : Stanza.of(MessageSize.bare(departure)));
    }
  }

  /** True for what ends somebody's stay and must not be lost. */
  static boolean isDeparture(Stanza stanza) {
    return stanza instanceof Presence presence && presence.type() == Presence.Type.UNAVAILABLE;
  }

  private Stanza lastOf(Stanza other) {
    var before = waiting.descendingIterator();
    while (before.hasNext()) {
      var last = before.next();
      if (last.from().equals(other.from())) {
        return last;
      }
    }
    return null;
  }

  private boolean isWithin(Bound bound, Stanza stanza) {
    return waiting.size() < bound.stanzas()
        && octets + stanza.element().weight() <= bound.octets()
        && !memory.isFull();
  }

  private void add(Stanza stanza) {
    waiting.add(stanza);
    count(stanza.element().weight());
  }

  private void count(int change) {
    octets += change;
    memory.change(change);
  }
}
