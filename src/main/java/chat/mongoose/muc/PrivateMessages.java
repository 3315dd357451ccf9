package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Message;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import java.util.List;

/** Messages from one occupant to another through the room (XEP-0045 §7.5). */
final class PrivateMessages {

  private final RoomState room;

  PrivateMessages(RoomState room) {
    this.room = room;
  }

  List<Effect> send(Message message) {
    if (message.type() == Message.Type.GROUPCHAT) {
      throw new StanzaError(
          Condition.BAD_REQUEST, "A message to one occupant cannot have the type groupchat.");
    }
    var sender =
        room.occupants()
            .at(message.from().orElseThrow())
            .orElseThrow(
                () -> new StanzaError(Condition.NOT_ACCEPTABLE, "You are not in this room."));
    var recipient =
        message
            .to()
            .flatMap(Jid::resource)
            .flatMap(room.occupants()::named)
            .orElseThrow(
                () -> new StanzaError(Condition.ITEM_NOT_FOUND, "Nobody here has this nickname."));
    if (!room.configuration().privateMessages().includes(sender.role())) {
      throw new StanzaError(
          Condition.FORBIDDEN, "You are not allowed to send private messages in this room.");
    }
    var filtered = room.context().filters().apply(message);
    var marked =
        filtered.element().without("to").plus(MucUser.x(), OccupantIds.element(sender.id()));
    var said = filtered.with(marked).withFrom(sender.address());
    // §7.2.8: to all places of the recipient
    return List.of(new Effect.Tell(Rendered.forMany(said), recipient.jids()));
  }
}
