package chat.mongoose.muc;

import chat.mongoose.cluster.Lanes;
import chat.mongoose.routing.PostOffice;
import chat.mongoose.stanza.Iq;
import chat.mongoose.stanza.Presence;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.TreeSet;

/** Answers what is asked of the domain of the rooms itself (XEP-0045 §6.2, §6.3). */
@ApplicationScoped
public class MucDomain {

  private static final Logger LOG = System.getLogger(MucDomain.class.getName());
  private static final String NAME = "Chat rooms";

  private static final Set<String> FEATURES =
      Set.of(
          RoomDisco.NS_INFO,
          RoomDisco.NS_ITEMS,
          Entrance.NS,
          "http://jabber.org/protocol/muc#stable_id",
          OccupantIds.NS,
          OccupantRequests.NS_PING,
          RoomDirectory.NS_RSM);

  @Inject private Lanes lanes;
  @Inject private PostOffice post;
  @Inject private RoomDirectory directory;

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
      case RoomDisco.NS_ITEMS -> items(iq);
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

  private void items(Iq iq) {
    checkNode(iq.payload());
    lanes
        .offload(() -> iq.result(directory.page(iq.payload())))
        .whenComplete((answer, failure) -> answer(iq, answer, failure));
  }

  private void answer(Iq iq, Iq answer, Throwable failure) {
    if (failure == null) {
      post.deliver(answer);
    } else if (failure instanceof StanzaError refusal) {
      post.bounce(iq, refusal);
    } else {
      LOG.log(Level.WARNING, "The list of rooms could not be read: {0}", failure);
      post.bounce(
          iq,
          new StanzaError(
              Condition.RESOURCE_CONSTRAINT, "The list of rooms cannot be read; try again."));
    }
  }

  private static void checkNode(Element query) {
    if (query.attribute("node").isPresent()) {
      throw new StanzaError(Condition.ITEM_NOT_FOUND, "There is no such node.");
    }
  }

  private static StanzaError unavailable() {
    return new StanzaError(
        Condition.SERVICE_UNAVAILABLE, "This is the address of the rooms, not of a room.");
  }
}
