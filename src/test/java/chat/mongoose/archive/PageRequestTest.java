package chat.mongoose.archive;

import static chat.mongoose.archive.Samples.LOBBY;
import static chat.mongoose.archive.Samples.ROMEO;
import static chat.mongoose.archive.Samples.id;
import static chat.mongoose.archive.Samples.kept;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Xml;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** XEP-0059: result sets, page by page. */
class PageRequestTest {

  private static final Optional<String> NONE = Optional.empty();

  static List<Arguments> pages() {
    return List.of(
        Arguments.of("", new PageRequest(Optional.empty(), NONE, NONE, false)),
        Arguments.of("<max>10</max>", new PageRequest(Optional.of(10), NONE, NONE, false)),
        Arguments.of("<max> 0 </max>", new PageRequest(Optional.of(0), NONE, NONE, false)),
        Arguments.of(
            "<max>999999999</max>", new PageRequest(Optional.of(999_999_999), NONE, NONE, false)),
        Arguments.of(
            "<max>5</max><after>x</after>",
            new PageRequest(Optional.of(5), Optional.of("x"), NONE, false)),
        Arguments.of("<after/>", new PageRequest(Optional.empty(), NONE, NONE, false)),
        Arguments.of(
            "<before>x</before>", new PageRequest(Optional.empty(), NONE, Optional.of("x"), true)),
        Arguments.of("<before/>", new PageRequest(Optional.empty(), NONE, NONE, true)));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void a_page_is_described(String set, PageRequest page) {
    assertThat(read("<set xmlns='http://jabber.org/protocol/rsm'>" + set + "</set>"))
        .isEqualTo(page);
  }

  @Test
  void without_a_description_it_is_the_first() {
    assertThat(read("")).isEqualTo(new PageRequest(Optional.empty(), NONE, NONE, false));
    assertThat(read("<set xmlns='urn:other'><max>7</max></set>"))
        .isEqualTo(new PageRequest(Optional.empty(), NONE, NONE, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "ten", "1.5", "1e3", "1234567890", "٣"})
  void a_size_that_is_no_number_is_refused(String max) {
    assertThatThrownBy(
            () -> read("<set xmlns='http://jabber.org/protocol/rsm'><max>" + max + "</max></set>"))
        .isInstanceOfSatisfying(
            StanzaError.class,
            error -> assertThat(error.condition()).isEqualTo(Condition.BAD_REQUEST));
  }

  @Test
  void a_page_by_its_index_is_refused() {
    assertThatThrownBy(
            () -> read("<set xmlns='http://jabber.org/protocol/rsm'><index>3</index></set>"))
        .isInstanceOfSatisfying(
            StanzaError.class,
            error -> assertThat(error.condition()).isEqualTo(Condition.FEATURE_NOT_IMPLEMENTED));
  }

  @Test
  void the_answer_tells_the_ends_of_the_page() {
    var page =
        new ArchivePage(List.of(kept(LOBBY, 1, ROMEO, "a"), kept(LOBBY, 2, ROMEO, "b")), false);
    assertThat(PageRequest.answer(page, Optional.empty()))
        .isEqualTo(
            Xml.parse(
                "<set xmlns='http://jabber.org/protocol/rsm'><first>%s</first><last>%s</last></set>"
                    .formatted(id(1), id(2))));
  }

  @Test
  void the_answer_tells_the_size_where_it_is_known() {
    var page = new ArchivePage(List.of(kept(LOBBY, 1, ROMEO, "a")), true);
    assertThat(PageRequest.answer(page, Optional.of(1)))
        .isEqualTo(
            Xml.parse(
                """
                <set xmlns='http://jabber.org/protocol/rsm'><first index='0'>%1$s</first>\
                <last>%1$s</last><count>1</count></set>"""
                    .formatted(id(1))));
    assertThat(PageRequest.answer(new ArchivePage(List.of(), true), Optional.of(0)))
        .isEqualTo(Xml.parse("<set xmlns='http://jabber.org/protocol/rsm'><count>0</count></set>"));
  }

  private static PageRequest read(String content) {
    return PageRequest.in(Xml.parse("<query xmlns='urn:xmpp:mam:2'>" + content + "</query>"));
  }
}
