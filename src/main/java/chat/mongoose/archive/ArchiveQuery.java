package chat.mongoose.archive;

import chat.mongoose.muc.ArchiveId;
import chat.mongoose.stanza.Jid;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/**
 * A question to the archive: which records, and which page of them. A record must meet every
 * condition. Records are ordered by their ids, which is the order in which a room said them, and
 * those of one id by their rooms.
 *
 * @param room records of this room; of all rooms otherwise
 * @param sender records of this real address; of all its resources if it is bare
 * @param from records of this time and later
 * @param until records of this time and earlier
 * @param after records behind this place
 * @param before records in front of this place
 * @param ids records that are named here; all if none is
 * @param max how many records a page has at most, 0 for none
 * @param newest the page is the last of the matching records, not the first; it is in the order of
 *     the ids all the same
 * @param aloud only what was said to everybody, no private messages
 */
public record ArchiveQuery(
    Optional<Jid> room,
    Optional<Jid> sender,
    Optional<Instant> from,
    Optional<Instant> until,
    Optional<ArchiveCursor> after,
    Optional<ArchiveCursor> before,
    Set<ArchiveId> ids,
    int max,
    boolean newest,
    boolean aloud) {

  /** Records on a page where nothing else is said. */
  public static final int DEFAULT_MAX = 50;

  /** Records that one question may name. */
  public static final int MAX_IDS = 250;

  public ArchiveQuery {
    if (max < 0) {
      throw new IllegalArgumentException("A page cannot have " + max + " records.");
    }
    if (ids.size() > MAX_IDS) {
      throw new IllegalArgumentException("Nobody may name " + ids.size() + " records at once.");
    }
    ids = Set.copyOf(ids);
  }

  /** The first page of all there is in all rooms. */
  public static ArchiveQuery everywhere() {
    return new ArchiveQuery(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        DEFAULT_MAX,
        false,
        false);
  }

  /** The first page of all there is in this room. */
  public static ArchiveQuery of(Jid room) {
    return everywhere().in(room);
  }

  public ArchiveQuery in(Jid room) {
    return new ArchiveQuery(
        Optional.of(room.bare()), sender, from, until, after, before, ids, max, newest, aloud);
  }

  public ArchiveQuery by(Jid sender) {
    return new ArchiveQuery(
        room, Optional.of(sender), from, until, after, before, ids, max, newest, aloud);
  }

  public ArchiveQuery from(Instant earliest) {
    return new ArchiveQuery(
        room, sender, Optional.of(earliest), until, after, before, ids, max, newest, aloud);
  }

  /** Of what is asked for, nothing from before this record. */
  public ArchiveQuery since(ArchiveId first) {
    var earliest = Instant.EPOCH.plus(first.micros(), ChronoUnit.MICROS);
    return from(from.filter(wanted -> wanted.isAfter(earliest)).orElse(earliest));
  }

  public ArchiveQuery until(Instant latest) {
    return new ArchiveQuery(
        room, sender, from, Optional.of(latest), after, before, ids, max, newest, aloud);
  }

  public ArchiveQuery after(ArchiveCursor place) {
    return new ArchiveQuery(
        room, sender, from, until, Optional.of(place), before, ids, max, newest, aloud);
  }

  public ArchiveQuery before(ArchiveCursor place) {
    return new ArchiveQuery(
        room, sender, from, until, after, Optional.of(place), ids, max, newest, aloud);
  }

  public ArchiveQuery only(Set<ArchiveId> ids) {
    return new ArchiveQuery(room, sender, from, until, after, before, ids, max, newest, aloud);
  }

  /** Without private messages, which are for auditors alone. */
  public ArchiveQuery withoutPrivate() {
    return new ArchiveQuery(room, sender, from, until, after, before, ids, max, newest, true);
  }

  /** With the first records on a page of this size. */
  public ArchiveQuery first(int max) {
    return new ArchiveQuery(room, sender, from, until, after, before, ids, max, false, aloud);
  }

  /** With the last records on a page of this size. */
  public ArchiveQuery last(int max) {
    return new ArchiveQuery(room, sender, from, until, after, before, ids, max, true, aloud);
  }
}
