package chat.mongoose.archive;

import static chat.mongoose.archive.Samples.JULIET;
import static chat.mongoose.archive.Samples.LOBBY;
import static chat.mongoose.archive.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Xml;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** XEP-0313 §4: what a client may ask a room's archive. */
class MamQueryTest {

  private static final ArchiveQuery LOBBYS = ArchiveQuery.of(LOBBY);

  static List<Arguments> questions() {
    return List.of(
        Arguments.of("", LOBBYS),
        Arguments.of(form(""), LOBBYS),
        Arguments.of(form(field("with", JULIET.bare().toString())), LOBBYS.by(JULIET.bare())),
        Arguments.of(form(field("with", JULIET.toString())), LOBBYS.by(JULIET)),
        Arguments.of(form(field("with", LOBBY.toString())), LOBBYS),
        Arguments.of(form(field("with", "")), LOBBYS),
        Arguments.of(
            form(field("start", "2010-06-07T00:00:00Z") + field("end", "2010-07-07T13:23:54.5Z")),
            LOBBYS
                .from(Instant.parse("2010-06-07T00:00:00Z"))
                .until(Instant.parse("2010-07-07T13:23:54.500Z"))),
        Arguments.of(
            form(field("start", "2010-06-07T02:00:00+02:00")),
            LOBBYS.from(Instant.parse("2010-06-07T00:00:00Z"))),
        Arguments.of(
            form(field("after-id", id(1).toString()) + field("before-id", id(9).toString())),
            LOBBYS.after(ArchiveCursor.at(id(1))).before(ArchiveCursor.at(id(9)))),
        Arguments.of(form(field("ids", id(4).toString())), LOBBYS.only(Set.of(id(4)))),
        Arguments.of(page("<max>10</max>"), LOBBYS.first(10)),
        Arguments.of(page("<max>100000</max>"), LOBBYS.first(MamQuery.MAX)),
        Arguments.of(page("<before/>"), LOBBYS.last(50)),
        Arguments.of(
            page("<max>3</max><before>" + id(7) + "</before>"),
            LOBBYS.before(ArchiveCursor.at(id(7))).last(3)),
        Arguments.of(
            form(field("after-id", id(5).toString())) + page("<after>" + id(3) + "</after>"),
            LOBBYS.after(ArchiveCursor.at(id(5)))),
        Arguments.of(
            form(field("before-id", id(5).toString())) + page("<before>" + id(3) + "</before>"),
            LOBBYS.before(ArchiveCursor.at(id(3))).last(50)));
  }

  @ParameterizedTest
  @MethodSource("questions")
  void a_query_is_a_question(String content, ArchiveQuery question) {
    assertThat(read(content).question()).isEqualTo(question);
  }

  @Test
  void every_place_that_is_named_must_be_there() {
    var query =
        read(
            form(
                    field("after-id", id(1).toString())
                        + field("before-id", id(2).toString())
                        + "<field var='ids'><value>%s</value><value>%s</value></field>"
                            .formatted(id(3), id(4)))
                + page("<after>" + id(5) + "</after><before>" + id(6) + "</before>"));
    assertThat(query.named())
        .isEqualTo(IntStream.rangeClosed(1, 6).mapToObj(Samples::id).collect(Collectors.toSet()));
  }

  @Test
  void it_knows_its_name_and_its_direction() {
    var query =
        MamQuery.of(
            Xml.parse("<query xmlns='urn:xmpp:mam:2' queryid='f27'><flip-page/></query>"), LOBBY);
    assertThat(query.id()).contains("f27");
    assertThat(query.flipped()).isTrue();
    assertThat(read("").id()).isEmpty();
    assertThat(read("").flipped()).isFalse();
  }

  @Test
  void only_a_page_at_an_end_can_be_whole() {
    assertThat(read("").whole()).isTrue();
    assertThat(read(page("<before/>")).whole()).isTrue();
    assertThat(read(form(field("after-id", id(1).toString()))).whole()).isTrue();
    assertThat(read(page("<after>" + id(1) + "</after>")).whole()).isFalse();
    assertThat(read(page("<before>" + id(1) + "</before>")).whole()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "start, yesterday, BAD_REQUEST",
    "start, 2010-06-07, BAD_REQUEST",
    "end, 2010-06-31T00:00:00Z, BAD_REQUEST",
    "end, 20100607T00:00:00, BAD_REQUEST",
    "end, 1275868800, BAD_REQUEST",
    "with, @@, JID_MALFORMED",
    "with, lobby@conference.localhost/juliet, FEATURE_NOT_IMPLEMENTED",
    "after-id, 09af3-cc343-b409f, ITEM_NOT_FOUND",
    "before-id, 09af3-cc343-b409f, ITEM_NOT_FOUND",
    "ids, 09af3-cc343-b409f, ITEM_NOT_FOUND",
    "include-groupchat, true, FEATURE_NOT_IMPLEMENTED",
    "{http://example.com/}free-text-search, x, FEATURE_NOT_IMPLEMENTED"
  })
  void what_cannot_be_asked_is_refused(String field, String value, Condition condition) {
    assertRefused(form(field(field, value)), condition);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<x xmlns='jabber:x:data' type='submit'/>",
        "<x xmlns='jabber:x:data' type='form'><field var='FORM_TYPE'><value>urn:xmpp:mam:2</value>"
            + "</field></x>",
        "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'>"
            + "<value>urn:xmpp:mam:1</value></field></x>"
      })
  void another_form_is_refused(String form) {
    assertRefused(form, Condition.BAD_REQUEST);
  }

  @Test
  void places_that_are_none_are_refused() {
    assertRefused(page("<after>09af3-cc343-b409f</after>"), Condition.ITEM_NOT_FOUND);
    assertRefused(page("<before>09af3-cc343-b409f</before>"), Condition.ITEM_NOT_FOUND);
  }

  @Test
  void too_much_is_refused() {
    var ids =
        IntStream.rangeClosed(0, ArchiveQuery.MAX_IDS)
            .mapToObj(number -> "<value>" + id(number) + "</value>")
            .collect(Collectors.joining());
    assertRefused(form("<field var='ids'>" + ids + "</field>"), Condition.BAD_REQUEST);
    assertThatThrownBy(
            () ->
                MamQuery.of(
                    Xml.parse(
                        "<query xmlns='urn:xmpp:mam:2' queryid='%s'/>"
                            .formatted("x".repeat(MamQuery.MAX_ID + 1))),
                    LOBBY))
        .isInstanceOf(StanzaError.class);
  }

  private static void assertRefused(String content, Condition condition) {
    assertThatThrownBy(() -> read(content))
        .isInstanceOfSatisfying(
            StanzaError.class, error -> assertThat(error.condition()).isEqualTo(condition));
  }

  private static MamQuery read(String content) {
    return MamQuery.of(Xml.parse("<query xmlns='urn:xmpp:mam:2'>" + content + "</query>"), LOBBY);
  }

  private static String form(String fields) {
    return "<x xmlns='jabber:x:data' type='submit'>"
        + field("FORM_TYPE", "urn:xmpp:mam:2")
        + fields
        + "</x>";
  }

  private static String field(String name, String value) {
    return "<field var='%s'><value>%s</value></field>".formatted(name, value);
  }

  private static String page(String content) {
    return "<set xmlns='http://jabber.org/protocol/rsm'>" + content + "</set>";
  }
}
