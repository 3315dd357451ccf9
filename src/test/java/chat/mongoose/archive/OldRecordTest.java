package chat.mongoose.archive;

import static chat.mongoose.archive.Samples.LOBBY;
import static chat.mongoose.archive.Samples.ROMEO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.Message;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.xml.Xml;
import java.util.List;
import java.util.Optional;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an older version kept and nobody may get any more: its text stands for it. */
class OldRecordTest {

  private static final String BEGIN =
      "<message xmlns=\"jabber:client\" type=\"groupchat\" from=\"lobby@conference.localhost/romeo\">";

  @ParameterizedTest
  @ValueSource(
      strings = {
        BEGIN + "<body>hi</body><foo xmlns=\"http://www.w3.org/XML/1998/namespace\"/></message>",
        BEGIN + "<body>hi</body><\u20a0 xmlns=\"urn:q\"/></message>",
        BEGIN + "<body>hi</body><\uD800\uDC00 xmlns=\"urn:q\"/></message>",
        BEGIN + "<body>hi</body><x xmlns=\"}\"/></message>",
        BEGIN + "<body>\ufffe</body></message>",
        BEGIN + "<body>hi</body><x xmlns='urn:x' xml:id='y'/></message>",
        "<message xmlns=\"jabber:client\" type=\"groupchat\" from=\"@\"><body>hi</body></message>",
        "<iq xmlns=\"jabber:client\" type=\"result\" id=\"1\"/>",
        "<presence xmlns=\"jabber:client\"/>",
        "<note/>",
        "",
        "<message"
      })
  void itsTextStandsForIt(String xml) {
    var kept = stored(xml, "hi");

    assertBodyAlone(kept);
  }

  @Test
  void thatIsTooDeep() {
    var deep = "<a xmlns=\"u\">" + "<a>".repeat(61) + "</a>".repeat(62);

    assertBodyAlone(stored(BEGIN + "<body>hi</body>" + deep + "</message>", "hi"));
  }

  @Test
  void aTextThatIsTooLongOrNoneIsLeftOut() {
    for (String body : new String[] {null, "\"".repeat(200_000)}) {
      var said = stored("<message", body).message();

      assertThat(said.body()).isEmpty();
      assertThat(said.from()).contains(LOBBY.withResource("romeo"));
    }
  }

  /** Every reader gets the others: a room that starts, who asks the archive, and an auditor. */
  @Test
  void theOthersOfAPageAreNotTouched() {
    var source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:old;DB_CLOSE_DELAY=-1");
    try (var archive = new LocalArchive(source, "h2")) {
      var good = Samples.kept(LOBBY, 1, ROMEO, "good");
      var bad = good(2, BEGIN + "<body>bad</body><\u20a0/></message>");
      archive.append(Samples.batch(List.of(good, bad)));

      var page = archive.find(ArchiveQuery.of(LOBBY)).records();

      assertThat(page)
          .extracting(kept -> kept.message().body().orElseThrow())
          .containsExactly("good", "bad");
      assertThat(page.get(0).readableXml()).isEqualTo(good.xml());
      assertThat(page.get(1).readableXml()).doesNotContain("\u20a0");
      page.forEach(kept -> assertThat(kept.toGroupchat().message()).isNotNull());
    }
  }

  private static ArchiveRecord good(long micros, String xml) {
    return new ArchiveRecord(
        Samples.id(micros), LOBBY, ROMEO, "romeo", "o", Optional.empty(), Optional.of("bad"), xml);
  }

  private static ArchiveRecord stored(String xml, String body) {
    return ArchiveRecord.stored(
        AddressKey.of(LOBBY),
        1,
        LOBBY.toString(),
        "romeo@localhost",
        null,
        "romeo",
        "o",
        null,
        body,
        xml);
  }

  private static void assertBodyAlone(ArchiveRecord kept) {
    var said = kept.message();
    assertThat(said.type()).isEqualTo(Message.Type.GROUPCHAT);
    assertThat(said.body()).contains("hi");
    assertThat(said.from()).contains(LOBBY.withResource("romeo"));
    assertThat(said.element().children()).hasSize(1);
    assertThat(Stanza.of(Xml.parse(kept.readableXml()))).isEqualTo(said);
    var result = MamResult.of(kept, Optional.of("q"), true).element();
    assertThat(Xml.parse(Xml.render(result))).isEqualTo(result);
  }
}
