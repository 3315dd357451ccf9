package chat.mongoose.archive;

import chat.mongoose.muc.ArchiveId;
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
    query.room().ifPresent(room -> address("room", room.toString(), AddressKey.of(room)));
    query
        .sender()
        .ifPresent(sender -> address("sender", sender.bare().toString(), AddressKey.of(sender)));
    query
        .sender()
        .flatMap(sender -> sender.resource())
        .ifPresent(r -> add("m.resource = :resource", "resource", r));
    query.from().ifPresent(from -> add("m.id >= :from", "from", micros(from, 999)));
    query.until().ifPresent(until -> add("m.id <= :until", "until", micros(until, 0)));
    query.after().ifPresent(after -> beyond("after", ">", after));
    query.before().ifPresent(before -> beyond("before", "<", before));
    if (!query.ids().isEmpty()) {
      add("m.id in :ids", "ids", query.ids().stream().map(ArchiveId::micros).toList());
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

  /** The conditions without the order. */
  String where() {
    return conditions.toString();
  }

  <Q extends Query> Q bind(Q query) {
    parameters.forEach(query::setParameter);
    return query;
  }

  private void address(String column, String address, long key) {
    add("m." + column + "Key = :" + column + "Key", column + "Key", key);
    add("m." + column + " = :" + column, column, address);
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

  /** Names all columns of the index before the id too: without them H2 sorts. */
  private static String order(ArchiveQuery query) {
    var direction = query.newest() ? " desc" : "";
    if (query.sender().isPresent()) {
      return " order by m.senderKey" + direction + ", m.id" + direction + ", m.roomKey" + direction;
    }
    if (query.room().isPresent()) {
      return " order by m.roomKey" + direction + ", m.id" + direction;
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
