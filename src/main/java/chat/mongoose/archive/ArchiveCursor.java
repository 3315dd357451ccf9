package chat.mongoose.archive;

import chat.mongoose.muc.ArchiveId;
import chat.mongoose.stanza.Jid;
import java.util.Optional;

/**
 * A place between two records. Within one room an id is such a place. Across rooms two records may
 * have one id, if different nodes gave it out; the room then tells which of them is meant. Without
 * a room it is the place around all records of that id.
 */
public record ArchiveCursor(ArchiveId id, Optional<Jid> room) {

  /** The place next to this record, or records. */
  public static ArchiveCursor at(ArchiveId id) {
    return new ArchiveCursor(id, Optional.empty());
  }

  /** The place next to this record and no other, if it can be told which room it is of. */
  public static ArchiveCursor at(ArchiveRecord kept) {
    return new ArchiveCursor(kept.id(), Optional.of(kept.room()).filter(room -> !room.isStandIn()));
  }

  /**
   * Reads what {@link #toString} has written.
   *
   * @throws chat.mongoose.stanza.StanzaError {@code item-not-found} or {@code jid-malformed} for
   *     anything else
   */
  public static ArchiveCursor of(String text) {
    var end = text.indexOf('/');
    return end < 0
        ? at(ArchiveId.of(text))
        : new ArchiveCursor(
            ArchiveId.of(text.substring(0, end)), Optional.of(Jid.of(text.substring(end + 1))));
  }

  /** The id, and behind a slash the room if there is one. */
  @Override
  public String toString() {
    return room.map(jid -> id + "/" + jid).orElseGet(id::toString);
  }
}
