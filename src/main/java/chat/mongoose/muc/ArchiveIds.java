package chat.mongoose.muc;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Gives out identifiers for all rooms of this node, none of them twice. Safe for any thread: rooms
 * ask from their lanes, and this object's monitor guards the last one.
 */
final class ArchiveIds {

  private long last = -1;

  /**
   * The next identifier.
   *
   * @param after the newest that the room's archive has, which may be ahead of a clock that was put
   *     back
   */
  synchronized ArchiveId next(Instant now, ArchiveId after) {
    var micros = ChronoUnit.MICROS.between(Instant.EPOCH, now);
    last = Math.max(micros, Math.max(last, after.micros()) + 1);
    return new ArchiveId(last);
  }
}
