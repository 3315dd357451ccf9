package chat.mongoose.rest;

import chat.mongoose.archive.ArchiveCursor;
import chat.mongoose.archive.ArchiveQuery;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The parameters of a question to the archive over HTTP. One that is not known, or is there twice,
 * is refused: a slip must not show more than was meant to be asked for.
 *
 * @param domain of addresses of which only the first part is given
 * @param roomDomain of rooms of which only the name is given
 */
record ArchiveParameters(
    Map<String, ? extends List<String>> parameters, String domain, String roomDomain) {

  /** Records on one page at most. */
  static final int MAX = 500;

  private static final List<String> NAMES =
      List.of("room", "from", "until", "with", "after", "max");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");

  /**
   * What is asked for.
   *
   * @throws ParameterRefused for the first parameter that cannot be used
   */
  ArchiveQuery query() {
    parameters.forEach(ArchiveParameters::check);
    var from = read("from", text -> time(text, 0));
    var until = read("until", text -> time(text, 1));
    if (from.isPresent() && until.isPresent() && until.get().isBefore(from.get())) {
      throw new ParameterRefused("until", "this is before from");
    }
    var query =
        ArchiveQuery.everywhere()
            .first(read("max", ArchiveParameters::max).orElse(ArchiveQuery.DEFAULT_MAX));
    query = read("room", this::room).map(query::in).orElse(query);
    query = read("with", text -> address(text, domain)).map(query::by).orElse(query);
    query = from.map(query::from).orElse(query);
    query = until.map(query::until).orElse(query);
    return read("after", ArchiveCursor::of).map(query::after).orElse(query);
  }

  private static void check(String name, List<String> values) {
    if (!NAMES.contains(name)) {
      throw new ParameterRefused(
          name, "there is no such parameter, only " + String.join(", ", NAMES));
    }
    if (values.size() > 1) {
      throw new ParameterRefused(name, "this is there more than once");
    }
  }

  private <T> Optional<T> read(String name, Function<String, T> reading) {
    var values = parameters.get(name);
    if (values == null || values.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(reading.apply(values.get(0)));
    } catch (DateTimeException e) {
      throw new ParameterRefused(name, "write a time like 2025-11-23T12:00:00Z, or a date");
    } catch (StanzaError | IllegalArgumentException e) {
      throw new ParameterRefused(name, e.getMessage());
    }
  }

  private Jid room(String text) {
    var room = address(text, roomDomain);
    if (!room.isBare()) {
      throw new IllegalArgumentException("a room has no resource");
    }
    return room;
  }

  private static Jid address(String text, String domain) {
    var address = text.indexOf('@') < 0 ? Jid.of(text, domain) : Jid.of(text);
    if (address.local().isEmpty()) {
      throw new IllegalArgumentException("this is not the address of anybody");
    }
    return address;
  }

  /**
   * A time with its zone, or a day of UTC.
   *
   * @param days 0 for the beginning of such a day, 1 for its end
   */
  private static Instant time(String text, int days) {
    if (DATE.matcher(text).matches()) {
      var day = LocalDate.parse(text).plusDays(days).atStartOfDay(ZoneOffset.UTC).toInstant();
      return day.minus(days, ChronoUnit.MICROS);
    }
    // Who forgets that + has to be written %2B in a query sends a space.
    return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
  }

  private static int max(String text) {
    var max = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (max < 1 || max > MAX) {
      throw new IllegalArgumentException("this is a number from 1 to " + MAX);
    }
    return max;
  }
}
