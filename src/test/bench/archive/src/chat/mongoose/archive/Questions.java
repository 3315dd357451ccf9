package chat.mongoose.archive;

import chat.mongoose.muc.ArchiveId;
import chat.mongoose.stanza.Jid;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** What is asked, by kind; each time for another place in the archive, but in each run the same. */
final class Questions {

  static final int PAGE = 50;

  private final Town town;
  private final Random random = new Random(42);

  Questions(Town town) {
    this.town = town;
  }

  /** To a room, by message archive management. */
  Map<String, Supplier<ArchiveQuery>> mam() {
    var kinds = new LinkedHashMap<String, Supplier<ArchiveQuery>>();
    kinds.put("newest", () -> plaza().last(PAGE));
    kinds.put("after an id", () -> plaza().after(place()).first(PAGE));
    kinds.put("before an id", () -> plaza().before(place()).last(PAGE));
    kinds.put("from a time", () -> plaza().from(time(n())).first(PAGE));
    kinds.put("until a time, newest", () -> plaza().until(time(n())).last(PAGE));
    kinds.put("50 by their ids", () -> plaza().only(ids()).first(PAGE));
    kinds.put("one user's", () -> plaza().by(town.citizen(citizen()).bare()).first(PAGE));
    kinds.put("the gossip's, newest", () -> plaza().by(gossip()).last(PAGE));
    kinds.put("the gossip's before an id", () -> plaza().by(gossip()).before(place()).last(PAGE));
    kinds.put("the gossip's full address", () -> plaza().by(town.citizen(Town.GOSSIP)).last(PAGE));
    kinds.put("another full address", () -> plaza().by(elsewhere()).last(PAGE));
    kinds.put(
        "the gossip's in the nook",
        () -> ArchiveQuery.of(town.room(Town.NOOK)).by(gossip()).first(PAGE));
    kinds.put("a small room's newest", () -> small().last(PAGE));
    kinds.put("a small room's by time", () -> small().from(time(n())).first(PAGE));
    kinds.put("how many", () -> plaza().first(0));
    return kinds;
  }

  /** An auditor's. */
  Map<String, Supplier<ArchiveQuery>> rest() {
    var kinds = new LinkedHashMap<String, Supplier<ArchiveQuery>>();
    var all = ArchiveQuery.everywhere().first(PAGE);
    kinds.put("after an id", () -> plaza().after(place()).first(PAGE));
    kinds.put("from a time", () -> plaza().from(time(n())).first(PAGE));
    kinds.put("one user's", () -> plaza().by(town.citizen(citizen()).bare()).first(PAGE));
    kinds.put(
        "the gossip's in the nook",
        () -> ArchiveQuery.of(town.room(Town.NOOK)).by(gossip()).first(PAGE));
    kinds.put("a small room's by time", () -> small().from(time(n())).first(PAGE));
    kinds.put("everywhere, from a time", () -> all.from(time(n())));
    kinds.put("everywhere, after a record", () -> all.after(ArchiveCursor.at(town.line(n()))));
    kinds.put("everywhere, one user's", () -> all.by(town.citizen(citizen()).bare()));
    kinds.put("everywhere, the gossip's from a time", () -> all.by(gossip()).from(time(n())));
    return kinds;
  }

  private ArchiveQuery plaza() {
    return ArchiveQuery.of(town.room(Town.PLAZA));
  }

  private ArchiveQuery small() {
    return ArchiveQuery.of(town.room(town.roomOf(n() | 1)));
  }

  private Jid gossip() {
    return town.citizen(Town.GOSSIP).bare();
  }

  /** Of the gossip, but from where he has never spoken. */
  private Jid elsewhere() {
    return gossip().withResource("nowhere");
  }

  /** Who speaks in the plaza. */
  private int citizen() {
    return town.citizenOf(inPlaza());
  }

  private int n() {
    return random.nextInt(town.size());
  }

  private int inPlaza() {
    return n() & ~1;
  }

  private ArchiveCursor place() {
    return ArchiveCursor.at(Town.id(inPlaza()));
  }

  private Set<ArchiveId> ids() {
    var ids = new HashSet<ArchiveId>();
    while (ids.size() < PAGE) {
      ids.add(Town.id(inPlaza()));
    }
    return ids;
  }

  private static Instant time(int n) {
    return Instant.EPOCH.plus(Town.id(n).micros(), ChronoUnit.MICROS);
  }
}
