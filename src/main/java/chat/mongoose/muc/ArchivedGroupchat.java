package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Message;
import java.time.Instant;
import java.util.Optional;

/**
 * A message that a room has accepted, as the archive keeps it; private messages between occupants
 * (XEP-0045 §7.5) are among them, for auditors only.
 *
 * @param id orders the messages of a room, and is the message's {@code stanza-id}
 * @param room the room's bare address
 * @param at when the room accepted it
 * @param sender the real full address of who said it
 * @param nick the sender's nickname at that time
 * @param occupantId the sender's XEP-0421 identifier in this room
 * @param recipient the real bare address of whom alone it is for; empty if it is for everybody
 * @param message as everybody gets it: from the occupant's address, with {@code stanza-id}, {@code
 *     occupant-id} and {@link Hats}, and without {@code to}; a private one has {@code to}, the
 *     address in the room, and no {@code stanza-id}
 */
public record ArchivedGroupchat(
    ArchiveId id,
    Jid room,
    Instant at,
    Jid sender,
    String nick,
    String occupantId,
    Optional<Jid> recipient,
    Message message) {

  /**
   * What somebody has sent, and everybody, or the recipient, will hear.
   *
   * @param sent as it came from the sender
   * @param heard from the sender's address in the room
   */
  static ArchivedGroupchat of(
      ArchiveId id,
      Instant at,
      Occupant sender,
      Message sent,
      Optional<Jid> recipient,
      Message heard) {
    return new ArchivedGroupchat(
        id,
        sender.address().bare(),
        at,
        sent.from().orElseThrow(),
        sender.nick(),
        sender.id(),
        recipient,
        heard);
  }
}
