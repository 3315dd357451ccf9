package chat.mongoose.archive;

import static chat.mongoose.archive.Samples.COVEN;
import static chat.mongoose.archive.Samples.JULIET;
import static chat.mongoose.archive.Samples.LOBBY;
import static chat.mongoose.archive.Samples.ROMEO;
import static chat.mongoose.archive.Samples.batch;
import static chat.mongoose.archive.Samples.id;
import static chat.mongoose.archive.Samples.kept;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.form.DataForm;
import chat.mongoose.muc.ArchiveId;
import chat.mongoose.muc.ArchiveView;
import chat.mongoose.muc.ArchivedGroupchat;
import chat.mongoose.routing.PostOffice;
import chat.mongoose.stanza.Iq;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import chat.mongoose.xml.Xml;
import jakarta.ejb.EJBException;
import java.util.ArrayList;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** XEP-0313: a room's archive, asked by somebody who may read it. */
class MamHandlerTest {

  private static final Jid BENVOLIO = Jid.of("benvolio@localhost/street");

  private static LocalArchive archive;

  private final List<Stanza> sent = new ArrayList<>();
  private boolean seesAddresses;
  private ArchiveId since = new ArchiveId(0);

  private final MamHandler handler =
      new MamHandler(
          archive,
          new PostOffice(null) {
            @Override
            public void deliver(Stanza stanza) {
              sent.add(stanza);
            }
          },
          (room, reader) -> new ArchiveView(seesAddresses, since));

  @BeforeAll
  static void open() {
    var source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:mam;DB_CLOSE_DELAY=-1");
    archive = new LocalArchive(source, "h2");
    archive.append(
        batch(
            List.of(
                kept(LOBBY, 1, ROMEO, "O Romeo"),
                kept(LOBBY, 2, JULIET, "Romeo"),
                kept(LOBBY, 3, ROMEO, "Wherefore art thou?"))));
  }

  @AfterAll
  static void close() {
    archive.close();
  }

  @Test
  void whom_the_database_does_not_answer_may_try_again() {
    var silent =
        new MamHandler(
            new Archive() {
              @Override
              public ArchivePage find(ArchiveQuery query) {
                throw new EJBException("It does not answer.");
              }
            },
            new PostOffice(null),
            (room, reader) -> new ArchiveView(false, since));

    assertThatThrownBy(() -> silent.answer(request(BENVOLIO, LOBBY, Iq.Type.SET, query(""))))
        .isInstanceOfSatisfying(
            StanzaError.class,
            error -> assertThat(error.condition()).isEqualTo(Condition.RESOURCE_CONSTRAINT));
  }

  @Test
  void results_come_before_the_answer_in_the_order_in_which_they_were_said() {
    var fin = search("");

    assertThat(sent)
        .extracting(MamHandlerTest::result)
        .extracting(MamHandlerTest::resultId)
        .containsExactly(id(1).toString(), id(2).toString(), id(3).toString());
    assertThat(fin)
        .isEqualTo(
            Xml.parse(
                """
                <fin xmlns='urn:xmpp:mam:2' complete='true'>\
                <set xmlns='http://jabber.org/protocol/rsm'><first index='0'>%s</first>\
                <last>%s</last><count>3</count></set></fin>"""
                    .formatted(id(1), id(3))));
  }

  @Test
  void a_result_is_the_message_as_it_was_said_forwarded_by_the_room() {
    search("<set xmlns='http://jabber.org/protocol/rsm'><max>1</max></set>");

    assertThat(sent)
        .extracting(Stanza::element)
        .containsExactly(
            Xml.parse(
                """
                <message xmlns='jabber:client' from='lobby@conference.localhost' \
                to='benvolio@localhost/street'><result xmlns='urn:xmpp:mam:2' queryid='f27' \
                id='%1$s'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' \
                stamp='2025-11-23T12:00:00.000001Z'/><message xmlns='jabber:client' \
                type='groupchat' from='lobby@conference.localhost/romeo'><body>O Romeo</body>\
                <stanza-id xmlns='urn:xmpp:sid:0' by='lobby@conference.localhost' id='%1$s'/>\
                </message></forwarded></result></message>"""
                    .formatted(id(1))));
  }

  @Test
  void who_sees_real_addresses_is_told_them() {
    seesAddresses = true;
    search(with(ROMEO.bare()));

    assertThat(sent).hasSize(2);
    assertThat(said(sent.get(0)).child("http://jabber.org/protocol/muc#user", "x"))
        .contains(
            Xml.parse(
                "<x xmlns='http://jabber.org/protocol/muc#user'>"
                    + "<item jid='romeo@localhost/balcony'/></x>"));
  }

  @Test
  void nobody_else_is_told_or_may_search_by_them() {
    search("");
    assertThat(sent)
        .noneMatch(stanza -> said(stanza).has("http://jabber.org/protocol/muc#user", "x"));
    assertRefused(with(ROMEO.bare()), Condition.FORBIDDEN);
  }

  @Test
  void everybody_may_search_for_his_own_words() {
    handler.answer(request(ROMEO, LOBBY, Iq.Type.SET, query(with(ROMEO.bare()))));
    assertThat(sent).hasSize(2);
  }

  @Test
  void a_forged_address_is_not_kept() {
    var said = Samples.said(COVEN, 1, ROMEO, "It was him");
    var forged =
        said.message()
            .with(
                said.message()
                    .element()
                    .plus(
                        Xml.parse(
                            "<x xmlns='http://jabber.org/protocol/muc#user'>"
                                + "<item jid='juliet@localhost'/></x>")));
    var kept =
        ArchiveRecord.of(
            new ArchivedGroupchat(
                said.id(),
                COVEN,
                said.at(),
                ROMEO,
                said.nick(),
                said.occupantId(),
                said.recipient(),
                forged));
    assertThat(kept.xml()).doesNotContain("juliet");
  }

  @Test
  void a_limited_page_is_not_complete() {
    var fin = search("<set xmlns='http://jabber.org/protocol/rsm'><max>2</max></set>");
    assertThat(fin.attribute("complete")).isEmpty();
    assertThat(fin)
        .isEqualTo(
            Xml.parse(
                """
                <fin xmlns='urn:xmpp:mam:2'><set xmlns='http://jabber.org/protocol/rsm'>\
                <first>%s</first><last>%s</last></set></fin>"""
                    .formatted(id(1), id(2))));
  }

  @Test
  void the_last_page_is_in_order_too_unless_it_is_flipped() {
    var page = "<set xmlns='http://jabber.org/protocol/rsm'><max>2</max><before/></set>";
    var fin = search(page);
    assertThat(ids()).containsExactly(id(2).toString(), id(3).toString());

    sent.clear();
    assertThat(search(page + "<flip-page/>")).isEqualTo(fin);
    assertThat(ids()).containsExactly(id(3).toString(), id(2).toString());
  }

  @Test
  void only_the_number_is_told_where_no_result_is_wanted() {
    assertThat(search("<set xmlns='http://jabber.org/protocol/rsm'><max>0</max></set>"))
        .isEqualTo(
            Xml.parse(
                """
                <fin xmlns='urn:xmpp:mam:2'><set xmlns='http://jabber.org/protocol/rsm'>\
                <count>3</count></set></fin>"""));
    assertThat(sent).isEmpty();
  }

  @Test
  void an_archive_in_which_nothing_matches_has_a_complete_answer() {
    seesAddresses = true;
    assertThat(search(with(Jid.of("tybalt@localhost"))))
        .isEqualTo(
            Xml.parse(
                """
                <fin xmlns='urn:xmpp:mam:2' complete='true'>\
                <set xmlns='http://jabber.org/protocol/rsm'><count>0</count></set></fin>"""));
  }

  @Test
  void places_that_the_archive_does_not_have_are_not_found() {
    for (String query :
        List.of(
            "<set xmlns='http://jabber.org/protocol/rsm'><after>" + id(99) + "</after></set>",
            "<set xmlns='http://jabber.org/protocol/rsm'><before>" + id(99) + "</before></set>",
            form("after-id", id(99).toString()),
            form("before-id", id(99).toString()),
            form("ids", id(99).toString()))) {
      assertRefused(query, Condition.ITEM_NOT_FOUND);
    }
  }

  @Test
  void the_form_tells_what_may_be_asked() {
    var answer = handler.answer(request(BENVOLIO, LOBBY, Iq.Type.GET, query("")));
    var form = DataForm.of(answer.payload().child(DataForm.NS, "x").orElseThrow());
    assertThat(form.formType()).contains("urn:xmpp:mam:2");
    assertThat(form.fields())
        .extracting(DataForm.Field::name)
        .containsExactlyInAnyOrder(
            "FORM_TYPE", "with", "start", "end", "after-id", "before-id", "ids");
  }

  @Test
  void the_ends_of_the_archive_are_told() {
    assertThat(metadata(LOBBY))
        .isEqualTo(
            Xml.parse(
                """
                <metadata xmlns='urn:xmpp:mam:2'>\
                <start id='%s' timestamp='2025-11-23T12:00:00.000001Z'/>\
                <end id='%s' timestamp='2025-11-23T12:00:00.000003Z'/></metadata>"""
                    .formatted(id(1), id(3))));
    assertThat(metadata(Jid.of("empty@conference.localhost")))
        .isEqualTo(Element.of("urn:xmpp:mam:2", "metadata"));
  }

  /** An earlier room of the same name was another room. */
  @Test
  void nothing_is_told_of_what_was_said_before_the_room_was_made() {
    since = id(2);

    search("");
    assertThat(ids()).containsExactly(id(2).toString(), id(3).toString());
    assertThat(metadata(LOBBY).child("urn:xmpp:mam:2", "start").orElseThrow().attribute("id"))
        .contains(id(2).toString());
    sent.clear();
    assertThat(search("<set xmlns='http://jabber.org/protocol/rsm'><max>0</max></set>").toString())
        .contains("<count>2</count>");
    handler.answer(request(ROMEO, LOBBY, Iq.Type.SET, query(with(ROMEO.bare()))));
    assertThat(ids()).containsExactly(id(3).toString());
    sent.clear();
    search(form("start", "2025-11-23T11:00:00Z"));
    assertThat(ids()).containsExactly(id(2).toString(), id(3).toString());
    sent.clear();
    search(form("start", "2025-11-23T12:00:00.000003Z"));
    assertThat(ids()).containsExactly(id(3).toString());
    for (String field : List.of("ids", "after-id", "before-id")) {
      assertRefused(form(field, id(1).toString()), Condition.ITEM_NOT_FOUND);
    }
  }

  private Element search(String content) {
    return handler.answer(request(BENVOLIO, LOBBY, Iq.Type.SET, query(content))).payload();
  }

  private Element metadata(Jid room) {
    var payload = Element.of("urn:xmpp:mam:2", "metadata");
    return handler.answer(request(BENVOLIO, room, Iq.Type.GET, payload)).payload();
  }

  private void assertRefused(String content, Condition condition) {
    assertThatThrownBy(() -> search(content))
        .isInstanceOfSatisfying(
            StanzaError.class, error -> assertThat(error.condition()).isEqualTo(condition));
  }

  private List<String> ids() {
    return sent.stream().map(MamHandlerTest::result).map(MamHandlerTest::resultId).toList();
  }

  private static Iq request(Jid from, Jid to, Iq.Type type, Element payload) {
    return Iq.request(type, "1", payload).withFrom(from).withTo(to);
  }

  private static Element query(String content) {
    return Xml.parse("<query xmlns='urn:xmpp:mam:2' queryid='f27'>" + content + "</query>");
  }

  private static String with(Jid sender) {
    return form("with", sender.toString());
  }

  private static String form(String field, String value) {
    return "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'>"
        + "<value>urn:xmpp:mam:2</value></field><field var='%s'><value>%s</value></field></x>"
            .formatted(field, value);
  }

  private static Element result(Stanza stanza) {
    return stanza.element().child("urn:xmpp:mam:2", "result").orElseThrow();
  }

  private static String resultId(Element result) {
    return result.attribute("id").orElseThrow();
  }

  private static Element said(Stanza stanza) {
    return result(stanza)
        .child("urn:xmpp:forward:0", "forwarded")
        .flatMap(forwarded -> forwarded.child("jabber:client", "message"))
        .orElseThrow();
  }
}
