package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Message;
import java.time.Instant;
import java.util.Optional;

/**
 * A message that a room has accepted and not said yet.
 *
 * @param message as it will be heard; a private one is {@code to} its recipient's nickname at the
 *     time when it was accepted
 * @param lasting it belongs to the room's history
 * @param recipient of a private message: the real bare address, since the nickname may be another's
 *     when it is said
 */
record Accepted(Message message, Instant at, boolean lasting, Optional<Jid> recipient) {

  /** What the archive has now. */
  static Accepted of(ArchivedGroupchat kept) {
    return new Accepted(kept.message(), kept.at(), kept.recipient().isEmpty(), kept.recipient());
  }
}
