package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Message;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.xml.Xml;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The newest messages that were said in a room, for those who come (XEP-0045 §7.2.13). It is filled
 * where messages are said, so a newcomer gets each message once, here or live.
 */
final class History {

  private final Jid room;
  private final int capacity;
  private final ArrayDeque<Past> past = new ArrayDeque<>();

  /** A message of the past, rendered for the first who gets it and for all others. */
  private static final class Past {
    private final Instant at;
    private final Message message;
    private Rendered rendered;
    private int characters;

    private Past(Message message, Instant at) {
      this.message = message;
      this.at = at;
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
   */
  History(Jid room, int capacity) {
    this.room = room;
    this.capacity = capacity;
  }

  /** Adds a message as it was said. */
  void add(Message message, Instant at) {
    past.add(new Past(message, at));
    if (past.size() > capacity) {
      past.remove();
    }
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
