package chat.mongoose.archive;

import chat.mongoose.muc.ArchiveId;
import chat.mongoose.stanza.Jid;
import jakarta.persistence.Query;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * A question as conditions of JPQL on {@code m}. Each is shaped so that an index finds the first
 * row of the page and its neighbours are the rest: no offset, no sorting, whatever the size of the
 * archive. H2 takes an index by the conditions on the columns that it begins with, and reads it
 * backwards only if the order turns every one of its columns.
 */
final class Criteria {

  /** No message has it. */
  private static final long NOBODYS = -1;

  private final StringJoiner conditions =
      new StringJoiner(" and ", " where ", "").setEmptyValue("");
  private final Map<String, Object> parameters = new HashMap<>();
  private final String order;
  private long lowest;
  private long highest;

  /** What stands in front of 1970 has no {@link ArchiveId}, and is nobody's. */
  Criteria(ArchiveQuery query) {
    this(query, 0, Long.MAX_VALUE);
  }

  /** The same question, and no id outside of these two. */
  Criteria(ArchiveQuery query, long lowest, long highest) {
    this.lowest = lowest;
    this.highest = highest;
    query.from().ifPresent(from -> atLeast(micros(from, 999)));
    query.until().ifPresent(until -> atMost(micros(until, 0)));
    query.after().ifPresent(this::behind);
    query.before().ifPresent(this::inFrontOf);
    query.room().ifPresent(room -> add("m.room = :room", "room", room.toString()));
    query.sender().ifPresent(this::by);
    if (query.aloud()) {
      conditions.add("m.recipient is null");
    }
    if (query.ids().isEmpty()) {
      keys(query);
      bounds();
    } else {
      // Beside a key or a bound H2 would look through all that it leaves, not for each of these.
      add("m.id in :ids", "ids", within(query.ids()));
    }
    order = order(query);
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
    add("m.sender = :sender", "sender", sender.bare().toString());
    sender.resource().ifPresent(part -> add("m.resource = :resource", "resource", part));
  }

  private void keys(ArchiveQuery query) {
    query.room().ifPresent(room -> add("m.roomKey = :roomKey", "roomKey", AddressKey.of(room)));
    query.sender().ifPresent(by -> add("m.senderKey = :senderKey", "senderKey", AddressKey.of(by)));
  }

  private void bounds() {
    if (lowest > Long.MIN_VALUE) {
      add("m.id >= :lowest", "lowest", lowest);
    }
    if (highest < Long.MAX_VALUE) {
      add("m.id <= :highest", "highest", highest);
    }
  }

  private List<Long> within(Set<ArchiveId> ids) {
    var within =
        ids.stream().map(ArchiveId::micros).filter(id -> id >= lowest && id <= highest).toList();
    return within.isEmpty() ? List.of(NOBODYS) : within;
  }

  private void behind(ArchiveCursor place) {
    var id = place.id().micros();
    place.room().ifPresent(room -> beside("after", ">", id, room));
    atLeast(place.room().isPresent() ? id : Math.min(id, Long.MAX_VALUE - 1) + 1);
  }

  private void inFrontOf(ArchiveCursor place) {
    var id = place.id().micros();
    place.room().ifPresent(room -> beside("before", "<", id, room));
    atMost(place.room().isPresent() ? id : id - 1);
  }

  /** Of the records that have this id, only those on one side of this room. */
  private void beside(String name, String direction, long id, Jid room) {
    parameters.put(name, id);
    add(
        "(m.id <> :" + name + " or m.roomKey " + direction + " :" + name + "Room)",
        name + "Room",
        AddressKey.of(room));
  }

  private void atLeast(long id) {
    lowest = Math.max(lowest, id);
  }

  private void atMost(long id) {
    highest = Math.min(highest, id);
  }

  private void add(String condition, String name, Object value) {
    conditions.add(condition);
    parameters.put(name, value);
  }

  /** Names every column of the index, also one that is the same in all rows: H2 sorts otherwise. */
  private static String order(ArchiveQuery query) {
    var columns = new ArrayList<String>();
    if (!query.ids().isEmpty() || query.room().isEmpty()) {
      columns.addAll(List.of("m.id", "m.roomKey"));
    } else {
      columns.addAll(List.of("m.roomKey", "m.id"));
    }
    if (query.ids().isEmpty() && query.sender().isPresent()) {
      columns.add(columns.indexOf("m.id"), "m.senderKey");
    }
    var direction = query.newest() ? " desc" : "";
    return " order by " + String.join(direction + ", ", columns) + direction;
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
