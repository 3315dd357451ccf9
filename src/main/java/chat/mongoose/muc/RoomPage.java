package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A page of the rooms that everybody may find, by name (XEP-0059): of those that are stored and
 * those that are alive, of which the latter know better what they are now.
 *
 * @param rooms in their order
 * @param set tells which part of the list this is (§2.1); nothing where nobody has asked for a page
 *     and this is all
 */
record RoomPage(List<RoomSummary> rooms, Optional<Element> set) {

  static final String NS = "http://jabber.org/protocol/rsm";

  /** Rooms of one page. */
  static final int MAX = 200;

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  /** The rooms in the store that everybody may find. */
  interface Listed {

    /** The first behind a name, which may be empty. */
    List<RoomSummary> after(String name, int max);

    /** The last in front of a name, or of all where it is empty; from the last to the first. */
    List<RoomSummary> before(String name, int max);

    long count();
  }

  /**
   * The page that a request asks for.
   *
   * @param alive the rooms that somebody is in, whether everybody may find them or not
   * @throws StanzaError {@code bad-request}, or {@code feature-not-implemented} where a page is
   *     wanted by its index, which would have to be counted out (§2.6)
   */
  static RoomPage of(Element query, Listed stored, List<RoomSummary> alive) {
    var set = query.child(NS, "set");
    if (set.isEmpty()) {
      var page = forwards("", MAX, stored, alive);
      var count = count(stored, alive);
      return new RoomPage(
          page, count <= page.size() ? Optional.empty() : Optional.of(set(page, count)));
    }
    if (set.get().has(NS, "index")) {
      throw new StanzaError(
          Condition.FEATURE_NOT_IMPLEMENTED, "Pages are not found by an index here.");
    }
    var max = set.get().child(NS, "max").map(Element::text).map(RoomPage::number).orElse(MAX);
    var page = page(set.get(), Math.min(MAX, max), stored, alive);
    var count = count(stored, alive);
    // §2.2: of nothing at all there is no part
    return new RoomPage(page, count == 0 ? Optional.empty() : Optional.of(set(page, count)));
  }

  private static List<RoomSummary> page(
      Element set, int max, Listed stored, List<RoomSummary> alive) {
    if (max == 0) {
      return List.of();
    }
    var before = set.child(NS, "before").map(Element::text);
    return before.isPresent()
        ? backwards(name(before.get()), max, stored, alive)
        : forwards(name(set.child(NS, "after").map(Element::text).orElse("")), max, stored, alive);
  }

  private static List<RoomSummary> forwards(
      String after, int max, Listed stored, List<RoomSummary> alive) {
    var found = found(stored.after(after, max));
    var end = found.size() < max ? Optional.<String>empty() : Optional.of(found.lastKey());
    for (RoomSummary room : alive) {
      var name = name(room);
      // what lies behind a full page of the store belongs to the next
      if (name.compareTo(after) > 0 && end.filter(last -> last.compareTo(name) < 0).isEmpty()) {
        put(found, room);
      }
    }
    var all = new ArrayList<>(found.values());
    return all.subList(0, Math.min(max, all.size()));
  }

  private static List<RoomSummary> backwards(
      String before, int max, Listed stored, List<RoomSummary> alive) {
    var found = found(stored.before(before, max));
    var begin = found.size() < max ? Optional.<String>empty() : Optional.of(found.firstKey());
    for (RoomSummary room : alive) {
      var name = name(room);
      var inFront = before.isEmpty() || name.compareTo(before) < 0;
      if (inFront && begin.filter(first -> first.compareTo(name) > 0).isEmpty()) {
        put(found, room);
      }
    }
    var all = new ArrayList<>(found.values());
    return all.subList(Math.max(0, all.size() - max), all.size());
  }

  private static TreeMap<String, RoomSummary> found(List<RoomSummary> stored) {
    var found = new TreeMap<String, RoomSummary>();
    stored.forEach(room -> found.put(name(room), room));
    return found;
  }

  private static void put(TreeMap<String, RoomSummary> found, RoomSummary alive) {
    if (alive.listed()) {
      found.put(name(alive), alive);
    } else {
      found.remove(name(alive));
    }
  }

  /** About how many there are: what is being stored at this moment may count twice (§2.7). */
  private static long count(Listed stored, List<RoomSummary> alive) {
    return stored.count() + alive.stream().filter(room -> room.listed() && !room.stored()).count();
  }

  /** Which part of the list this is (§2.2). */
  private static Element set(List<RoomSummary> page, long rooms) {
    var count = Element.of(NS, "count").plus(Long.toString(rooms));
    var set = Element.of(NS, "set");
    if (page.isEmpty()) {
      return set.plus(count);
    }
    return set.plus(
        Element.of(NS, "first").plus(page.get(0).jid().toString()),
        Element.of(NS, "last").plus(page.get(page.size() - 1).jid().toString()),
        count);
  }

  private static int number(String text) {
    if (!NUMBER.matcher(text.strip()).matches()) {
      throw new StanzaError(Condition.BAD_REQUEST, "The size of a page is a number.");
    }
    return Integer.parseInt(text.strip());
  }

  private static String name(RoomSummary room) {
    return room.jid().local().orElseThrow();
  }

  /** The name at which the page begins or ends. */
  private static String name(String room) {
    return room.isEmpty()
        ? ""
        : Jid.of(room)
            .local()
            .orElseThrow(() -> new StanzaError(Condition.ITEM_NOT_FOUND, "There is no such room."));
  }
}
