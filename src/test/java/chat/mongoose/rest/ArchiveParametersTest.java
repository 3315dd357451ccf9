package chat.mongoose.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.archive.ArchiveCursor;
import chat.mongoose.archive.ArchiveQuery;
import chat.mongoose.muc.ArchiveId;
import chat.mongoose.stanza.Jid;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an auditor can ask over HTTP. */
class ArchiveParametersTest {

  private static final ArchiveQuery ALL = ArchiveQuery.everywhere();
  private static final Jid LOBBY = Jid.of("lobby@conference.localhost");

  static List<Arguments> questions() {
    return List.of(
        Arguments.of(Map.of(), ALL.first(50)),
        Arguments.of(Map.of("room", "lobby"), ALL.in(LOBBY)),
        Arguments.of(Map.of("room", "Lobby@conference.localhost"), ALL.in(LOBBY)),
        Arguments.of(
            Map.of("room", "lobby@rooms.example.org"), ALL.in(Jid.of("lobby@rooms.example.org"))),
        Arguments.of(Map.of("with", "romeo"), ALL.by(Jid.of("romeo@localhost"))),
        Arguments.of(
            Map.of("with", "romeo@localhost/balcony"), ALL.by(Jid.of("romeo@localhost/balcony"))),
        Arguments.of(
            Map.of("from", "2025-11-23T12:00:00Z", "until", "2025-11-23T14:00:00+01:00"),
            ALL.from(Instant.parse("2025-11-23T12:00:00Z"))
                .until(Instant.parse("2025-11-23T13:00:00Z"))),
        Arguments.of(
            Map.of("until", "2025-11-23T14:00:00 01:00"),
            ALL.until(Instant.parse("2025-11-23T13:00:00Z"))),
        Arguments.of(
            Map.of("from", "2025-11-23", "until", "2025-11-23"),
            ALL.from(Instant.parse("2025-11-23T00:00:00Z"))
                .until(Instant.parse("2025-11-23T23:59:59.999999Z"))),
        Arguments.of(
            Map.of("after", "001i4874jok01"),
            ALL.after(ArchiveCursor.at(ArchiveId.of("001i4874jok01")))),
        Arguments.of(
            Map.of("after", "001i4874jok01/lobby@conference.localhost"),
            ALL.after(new ArchiveCursor(ArchiveId.of("001i4874jok01"), Optional.of(LOBBY)))),
        Arguments.of(Map.of("max", "1"), ALL.first(1)),
        Arguments.of(Map.of("max", "500"), ALL.first(500)));
  }

  @ParameterizedTest
  @MethodSource("questions")
  void parameters_are_a_question(Map<String, String> parameters, ArchiveQuery question) {
    assertThat(read(parameters).query()).isEqualTo(question);
  }

  @ParameterizedTest
  @CsvSource({
    "max, 0",
    "max, 501",
    "max, -1",
    "max, many",
    "max, ''",
    "max, 99999999999999999999",
    "room, ''",
    "room, a b",
    "room, conference.localhost/x@y",
    "room, lobby@conference.localhost/romeo",
    "room, @conference.localhost",
    "with, ''",
    "with, @",
    "from, yesterday",
    "from, 2025-02-30",
    "from, 2025-11-23T12:00:00",
    "from, 1763899200",
    "until, ''",
    "after, 1",
    "after, 001i4874jok01/",
    "after, ''",
    "form, lobby",
    "Room, lobby"
  })
  void what_cannot_be_used_is_named(String name, String value) {
    assertThatThrownBy(() -> read(Map.of(name, value)).query())
        .isInstanceOf(ParameterRefused.class)
        .hasMessageStartingWith(name + ": ");
  }

  @Test
  void a_time_that_ends_before_it_begins_is_refused() {
    assertThatThrownBy(() -> read(Map.of("from", "2025-11-24", "until", "2025-11-23")).query())
        .hasMessage("until: this is before from");
  }

  @Test
  void a_parameter_that_is_there_twice_is_refused() {
    var twice = new ArchiveParameters(Map.of("room", List.of("a", "b")), "x", "y");
    assertThatThrownBy(twice::query).hasMessage("room: this is there more than once");
  }

  private static ArchiveParameters read(Map<String, String> parameters) {
    var lists = new HashMap<String, List<String>>();
    parameters.forEach((name, value) -> lists.put(name, List.of(value)));
    return new ArchiveParameters(lists, "localhost", "conference.localhost");
  }
}
