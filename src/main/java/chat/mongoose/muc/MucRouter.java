package chat.mongoose.muc;

import chat.mongoose.guard.Faults;
import chat.mongoose.routing.Component;
import chat.mongoose.routing.PostOffice;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/**
 * Serves the domain of the rooms: hands each stanza to the service itself or to its room. No
 * exception leaves it, since the container would wrap one.
 */
@Stateless
@Local(Component.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class MucRouter implements Component {

  @Inject private MucSettings settings;
  @Inject private MucDomain domain;
  @Inject private Rooms rooms;
  @Inject private PostOffice post;
  @Inject private MessageSize size;

  /** For the container. */
  public MucRouter() {}

  @Override
  public String domain() {
    return settings.domain();
  }

  @Override
  public void route(Stanza stanza) {
    try {
      if (stanza.to().orElseThrow().local().isPresent()) {
        rooms.take(size.bounded(stanza));
      } else {
        domain.take(stanza);
      }
    } catch (StanzaError e) {
      post.bounce(stanza, e);
    } catch (RuntimeException | Error e) {
      Faults.tell("stanza " + stanza.id() + " of " + stanza.from(), e);
      post.bounce(
          stanza,
          new StanzaError(Condition.INTERNAL_SERVER_ERROR, "Something went wrong on this server."));
    }
  }
}
