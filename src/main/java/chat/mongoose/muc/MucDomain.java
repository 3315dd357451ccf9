package chat.mongoose.muc;

import chat.mongoose.routing.IqHandler.Addressee;
import chat.mongoose.routing.IqRouter;
import chat.mongoose.routing.PostOffice;
import chat.mongoose.stanza.Iq;
import chat.mongoose.stanza.Presence;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.TreeSet;

/** Answers what is asked of the domain of the rooms itself (XEP-0045 §6.2, §6.3). */
@ApplicationScoped
public class MucDomain {

  private static final String NAME = "Chat rooms";

  private static final Set<String> FEATURES =
      Set.of(
          RoomDisco.NS_INFO,
          RoomDisco.NS_ITEMS,
          Entrance.NS,
          "http://jabber.org/protocol/muc#stable_id",
          OccupantIds.NS,
          OccupantRequests.NS_PING,
          RoomPage.NS);

  @Inject private PostOffice post;
  @Inject private IqRouter iqs;

  /**
   * Takes a stanza to the domain; never blocks.
   *
   * @throws StanzaError to refuse it
   */
  void take(Stanza stanza) {
    if (stanza instanceof Iq iq && iq.to().orElseThrow().isHost()) {
      take(iq);
    } else if (!(stanza instanceof Presence)) {
      throw unavailable();
    }
  }

  private void take(Iq iq) {
    if (!iq.isRequest()) {
      return;
    }
    var query = iq.payload();
    if (iq.type() != Iq.Type.GET) {
      throw unavailable();
    }
    switch (query.namespace()) {
      case RoomDisco.NS_INFO -> post.deliver(iq.result(info(query)));
      case RoomDisco.NS_ITEMS -> iqs.route(iq, Addressee.ROOMS);
      case OccupantRequests.NS_PING -> post.deliver(iq.result());
      default -> throw unavailable();
    }
  }

  private static Element info(Element query) {
    checkNode(query);
    return Element.of(RoomDisco.NS_INFO, "query")
        .plus(RoomDisco.identity(NAME))
        .plus(new TreeSet<>(FEATURES).stream().map(RoomDisco::feature).toList());
  }

  static void checkNode(Element query) {
    if (query.attribute("node").isPresent()) {
      throw new StanzaError(Condition.ITEM_NOT_FOUND, "There is no such node.");
    }
  }

  private static StanzaError unavailable() {
    return new StanzaError(
        Condition.SERVICE_UNAVAILABLE, "This is the address of the rooms, not of a room.");
  }
}
