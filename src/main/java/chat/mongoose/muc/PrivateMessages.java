package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Message;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Messages from one occupant to another through the room (XEP-0045 §7.5): accepted here, archived
 * for auditors where the room is archived, and then said to the one.
 */
final class PrivateMessages {

  private final RoomState room;

  PrivateMessages(RoomState room) {
    this.room = room;
  }

  List<Effect> accept(Message message, Instant now) {
    if (message.type() == Message.Type.GROUPCHAT) {
      throw new StanzaError(
          Condition.BAD_REQUEST, "A message to one occupant cannot have the type groupchat.");
    }
    var sender = room.occupants().sender(message);
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
    return room.keptBefore(accepted(message, sender, recipient, now));
  }

  /** To all places of the recipient (§7.2.8), who may have another name by now, or be gone. */
  List<Effect> said(Message message, Jid user) {
    var nick = message.to().flatMap(Jid::resource);
    var recipient =
        nick.flatMap(room.occupants()::named)
            .filter(holder -> holder.user().equals(user))
            .or(() -> room.occupants().of(user).stream().findFirst());
    var heard = message.with(message.element().without("to"));
    return recipient
        .map(present -> List.<Effect>of(new Effect.Tell(Rendered.forMany(heard), present.jids())))
        .orElse(List.of());
  }

  private Effect accepted(Message sent, Occupant sender, Occupant recipient, Instant now) {
    var filtered = room.context().filters().apply(sent);
    var marked = filtered.element().plus(MucUser.x()).plus(sender.marks());
    var message = filtered.with(marked).withFrom(sender.address()).withTo(recipient.address());
    var user = Optional.of(recipient.user());
    if (!room.configuration().archived() || !Saying.isLasting(filtered)) {
      return new Effect.Say(sent, new Accepted(message, now, false, user));
    }
    return new Effect.Archive(
        sent, ArchivedGroupchat.of(room.nextId(now), now, sender, sent, user, message));
  }
}
