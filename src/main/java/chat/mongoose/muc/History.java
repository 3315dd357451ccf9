package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Message;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.xml.Xml;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The newest messages that were said in a room, for those who come (XEP-0045 §7.2.13). It is filled
 * where messages are said, so a newcomer gets each message once, here or live.
 *
 * <p>Called in the room's lane only. What happens when full: the oldest are dropped, by number and
 * by octets; and where all rooms together hold too much, each keeps only what is little. Who wants
 * more asks the archive.
 */
final class History {

  /** Octets of heap, estimated, that the history of one room has at most. */
  static final int MOST = 512 * 1024;

  /** The same while all rooms together hold too much. */
  static final int LITTLE = 8 * 1024;

  private final Jid room;
  private final int capacity;
  private final RoomMemory memory;
  private final ArrayDeque<Past> past = new ArrayDeque<>();
  private long octets;

  /** A message of the past, rendered for the first who gets it and for all others. */
  private static final class Past {
    private final Instant at;
    private final Message message;
    private final int octets;
    private Rendered rendered;
    private int characters;

    private Past(Message message, Instant at) {
      this.message = message;
      this.at = at;
      // the tree, and what is rendered of it
      this.octets = 2 * message.element().weight();
    }

    private Rendered rendered(Jid room) {
      if (rendered == null) {
        var delayed = message.element().plus(Delay.element(room, at));
        rendered = Rendered.forMany(message.with(delayed));
        characters = Xml.render(delayed.without("to")).length();
      }
      return rendered;
    }
  }

  /**
   * @param capacity messages at most; the oldest is dropped for a new one
   * @param memory of all rooms
   */
  History(Jid room, int capacity, RoomMemory memory) {
    this.room = room;
    this.capacity = capacity;
    this.memory = memory;
  }

  /** Adds a message as it was said; what shows nothing must not drive out what does. */
  void add(Message message, Instant at) {
    if (!message.element().has(Stanza.NS, "body")) {
      return;
    }
    var added = new Past(message, at);
    past.add(added);
    count(added.octets);
    while (past.size() > capacity || octets > (memory.isFull() ? LITTLE : MOST)) {
      count(-past.remove().octets);
    }
  }

  /** The room is put away, and with it what it held. */
  void clear() {
    past.clear();
    count(-octets);
  }

  private void count(long change) {
    octets += change;
    memory.change(change);
  }

  /** The newest messages within these limits (§7.2.14), oldest first. */
  List<Rendered> select(HistoryRequest limits) {
    var selected = new ArrayList<Rendered>();
    var characters = 0L;
    for (var newest = past.descendingIterator(); newest.hasNext(); ) {
      var each = newest.next();
      if (selected.size() >= limits.stanzas() || each.at.isBefore(limits.since())) {
        break;
      }
      var rendered = each.rendered(room);
      characters += each.characters;
      if (characters > limits.characters()) {
        break;
      }
      selected.add(rendered);
    }
    Collections.reverse(selected);
    return selected;
  }
}
