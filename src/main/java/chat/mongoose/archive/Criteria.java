package chat.mongoose.archive;

import chat.mongoose.muc.ArchiveId;
import chat.mongoose.stanza.Jid;
import jakarta.persistence.Query;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A question as conditions of JPQL on {@code m}. Each is shaped so that an index finds the first
 * row of the page and its neighbours are the rest: no offset, no sorting, whatever the size of the
 * archive.
 */
final class Criteria {

  private final StringJoiner conditions =
      new StringJoiner(" and ", " where ", "").setEmptyValue("");
  private final Map<String, Object> parameters = new HashMap<>();
  private final String order;

  Criteria(ArchiveQuery query) {
    query.room().ifPresent(room -> add("m.room = :room", "room", room.toString()));
    if (query.sender().isPresent()) {
      // Without the room's key: H2 would take the room's index and look through the whole room.
      by(query.sender().get());
    } else {
      query.room().ifPresent(room -> add("m.roomKey = :roomKey", "roomKey", AddressKey.of(room)));
    }
    query.from().ifPresent(from -> add("m.id >= :from", "from", micros(from, 999)));
    query.until().ifPresent(until -> add("m.id <= :until", "until", micros(until, 0)));
    query.after().ifPresent(after -> beyond("after", ">", after));
    query.before().ifPresent(before -> beyond("before", "<", before));
    if (!query.ids().isEmpty()) {
      add("m.id in :ids", "ids", query.ids().stream().map(ArchiveId::micros).toList());
    }
    if (query.aloud()) {
      conditions.add("m.recipient is null");
    }
    order = order(query);
  }

  /** The same, and no id outside of these two. */
  Criteria between(long lowest, long highest) {
    add("m.id >= :lowest", "lowest", lowest);
    add("m.id <= :highest", "highest", highest);
    return this;
  }

  /** The rest of a query that begins with {@code select ... from ArchivedMessage m}. */
  String jpql() {
    return conditions + order;
  }

  <Q extends Query> Q bind(Q query) {
    parameters.forEach(query::setParameter);
    return query;
  }

  private void by(Jid sender) {
    add("m.senderKey = :senderKey", "senderKey", AddressKey.of(sender));
    add("m.sender = :sender", "sender", sender.bare().toString());
    sender.resource().ifPresent(part -> add("m.resource = :resource", "resource", part));
  }

  private void beyond(String name, String direction, ArchiveCursor place) {
    var id = place.id().micros();
    if (place.room().isEmpty()) {
      add("m.id " + direction + " :" + name, name, id);
      return;
    }
    // The first condition alone is what an index can begin with.
    add("m.id " + direction + "= :" + name, name, id);
    add(
        "(m.id " + direction + " :" + name + " or m.roomKey " + direction + " :" + name + "Room)",
        name + "Room",
        AddressKey.of(place.room().get()));
  }

  private void add(String condition, String name, Object value) {
    conditions.add(condition);
    parameters.put(name, value);
  }

  /**
   * Names every column of the index, in its directions: H2 sorts all that matches otherwise. A
   * column that is the same in all rows needs no turning.
   */
  private static String order(ArchiveQuery query) {
    var direction = query.newest() ? " desc" : "";
    if (query.sender().isPresent()) {
      return " order by m.senderKey, m.id" + direction + ", m.roomKey" + direction;
    }
    if (query.room().isPresent()) {
      return " order by m.roomKey, m.id" + direction;
    }
    return " order by m.id" + direction + ", m.roomKey" + direction;
  }

  /** Rounds up with 999 nanoseconds, down with none. Beyond what fits lies no record. */
  private static long micros(Instant time, int nanos) {
    try {
      return ChronoUnit.MICROS.between(Instant.EPOCH, time.plusNanos(nanos));
    } catch (ArithmeticException | DateTimeException e) {
      return time.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }
}
