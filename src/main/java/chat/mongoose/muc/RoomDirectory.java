package chat.mongoose.muc;

import chat.mongoose.routing.IqHandler;
import chat.mongoose.stanza.Iq;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rooms that everybody may find, by name, a page at a time (XEP-0045 §6.3, XEP-0059 §2.1):
 * those that are stored, and those that only live as long as somebody is in them.
 */
@ApplicationScoped
public class RoomDirectory implements IqHandler {

  static final String NS_RSM = "http://jabber.org/protocol/rsm";

  /** Rooms of one page. */
  static final int MAX_PAGE = 200;

  @Inject private MucSettings settings;
  @Inject private RoomStore store;
  @Inject private Rooms rooms;

  @Override
  public Set<Payload> payloads() {
    return Set.of(new Payload(RoomDisco.NS_ITEMS, "query"));
  }

  @Override
  public Set<Addressee> addressees() {
    return Set.of(Addressee.ROOMS);
  }

  @Override
  public boolean blocks() {
    return true;
  }

  /** Answers disco#items with a page, or refuses if there is none such. */
  @Override
  public Iq answer(Iq iq) {
    MucDomain.checkNode(iq.payload());
    return iq.result(page(iq.payload()));
  }

  private Element page(Element query) {
    var set = query.child(NS_RSM, "set");
    var max = set.map(RoomDirectory::max).orElse(MAX_PAGE);
    var after = set.flatMap(s -> s.child(NS_RSM, "after")).map(Element::text).orElse("");
    return page(settings.domain(), after(after), max, store, rooms.summaries());
  }

  private static Element page(
      String domain, String after, int max, RoomStore store, List<RoomSummary> alive) {
    var found = new TreeMap<String, RoomSummary>();
    for (RoomSummary stored : store.listed(domain, after, max + 1)) {
      found.put(stored.jid().local().orElseThrow(), stored);
    }
    for (RoomSummary room : alive) {
      var name = room.jid().local().orElseThrow();
      if (room.listed() && name.compareTo(after) > 0) {
        found.put(name, room);
      } else {
        found.remove(name);
      }
    }
    var all = new ArrayList<>(found.values());
    var page = all.subList(0, Math.min(max, all.size()));
    var answer =
        Element.of(RoomDisco.NS_ITEMS, "query")
            .plus(page.stream().map(RoomDirectory::item).toList());
    return page.size() == all.size() && after.isEmpty() ? answer : answer.plus(set(page));
  }

  private static Element item(RoomSummary room) {
    return Element.of(RoomDisco.NS_ITEMS, "item")
        .with("jid", room.jid().toString())
        .with("name", room.name());
  }

  /** That this is a part of the list, and which. */
  private static Element set(List<RoomSummary> page) {
    var set = Element.of(NS_RSM, "set");
    if (page.isEmpty()) {
      return set;
    }
    return set.plus(
        Element.of(NS_RSM, "first").plus(page.get(0).jid().toString()),
        Element.of(NS_RSM, "last").plus(page.get(page.size() - 1).jid().toString()));
  }

  private static int max(Element set) {
    if (set.has(NS_RSM, "before") || set.has(NS_RSM, "index")) {
      throw new StanzaError(
          Condition.FEATURE_NOT_IMPLEMENTED, "The list of rooms can be read forwards only.");
    }
    var max = set.child(NS_RSM, "max").map(Element::text).orElse("" + MAX_PAGE);
    try {
      return Math.max(0, Math.min(MAX_PAGE, Integer.parseInt(max.strip())));
    } catch (NumberFormatException e) {
      throw new StanzaError(Condition.BAD_REQUEST, "max must be a number.");
    }
  }

  /** The name behind which the page begins. */
  private static String after(String last) {
    if (last.isEmpty()) {
      return "";
    }
    return Jid.of(last)
        .local()
        .orElseThrow(() -> new StanzaError(Condition.ITEM_NOT_FOUND, "There is no such room."));
  }
}
