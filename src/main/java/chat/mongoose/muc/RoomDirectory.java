package chat.mongoose.muc;

import chat.mongoose.routing.IqHandler;
import chat.mongoose.stanza.Iq;
import chat.mongoose.xml.Element;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;

/**
 * The rooms that everybody may find, by name, a page at a time (XEP-0045 §6.3, XEP-0059): those
 * that are stored, and those that only live as long as somebody is in them.
 */
@ApplicationScoped
public class RoomDirectory implements IqHandler {

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
    var page = RoomPage.of(query, listed(), rooms.summaries());
    var items =
        Element.of(RoomDisco.NS_ITEMS, "query")
            .plus(page.rooms().stream().map(RoomDirectory::item).toList());
    return page.set().map(items::plus).orElse(items);
  }

  private RoomPage.Listed listed() {
    var domain = settings.domain();
    return new RoomPage.Listed() {
      @Override
      public List<RoomSummary> after(String name, int max) {
        return store.listed(domain, name, max);
      }

      @Override
      public List<RoomSummary> before(String name, int max) {
        return store.listedBefore(domain, name, max);
      }

      @Override
      public long count() {
        return store.listed();
      }
    };
  }

  private static Element item(RoomSummary room) {
    return Element.of(RoomDisco.NS_ITEMS, "item")
        .with("jid", room.jid().toString())
        .with("name", room.name());
  }
}
