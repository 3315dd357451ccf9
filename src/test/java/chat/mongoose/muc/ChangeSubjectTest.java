package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.CRONE;
import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.ROOM;
import static chat.mongoose.muc.Stage.WICCA;
import static chat.mongoose.muc.Stage.from;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.stanza.Message;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import chat.mongoose.xml.Xml;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0045 §7.2.15, §8.1. */
class ChangeSubjectTest {

  private final Stage stage = Stage.ofTwo();

  @Test
  void aModeratorChangesItForAll() {
    stage.sends(CRONE, subject("Fire Burn and Cauldron Bubble!"));

    assertThat(from(stage.last(HAG))).isEqualTo(ROOM + "/firstwitch");
    assertThat(text(stage.last(HAG))).isEqualTo("Fire Burn and Cauldron Bubble!");
    assertThat(stage.archived).hasSize(1);
  }

  /** Not every client looks whether there is a body or a thread (§8.1). */
  @Test
  void whoMayNotChangeItDoesNotSayItBesidesSomethingElse() {
    for (String besides : List.of("<body>hi</body>", "<thread>t</thread>", "<body/>")) {
      var message =
          "<message type='groupchat' to='" + ROOM + "'><subject>Mine</subject>%s</message>";
      stage.sends(HAG, message.formatted(besides));
      assertThat(stage.last(CRONE).has(Stanza.NS, "subject")).as(besides).isFalse();
      stage.sends(CRONE, message.formatted(besides));
      assertThat(stage.last(HAG).has(Stanza.NS, "subject")).as(besides).isTrue();
    }
    assertThat(stage.room().summary().toString()).doesNotContain("Mine");
  }

  @Test
  void whoComesLaterLearnsItAfterTheHistoryAndWithItsTime() {
    var then = stage.now();
    stage.sends(CRONE, subject("Fire Burn and Cauldron Bubble!"));
    stage.says(CRONE, "Cool it with a baboon's blood.");
    stage.pass(java.time.Duration.ofMinutes(5));

    stage.enters(WICCA, "secondwitch");

    var last = stage.last(WICCA);
    assertThat(from(last)).isEqualTo(ROOM + "/firstwitch");
    assertThat(text(last)).isEqualTo("Fire Burn and Cauldron Bubble!");
    assertThat(last.child(Delay.NS, "delay").flatMap(delay -> delay.attribute("stamp")))
        .contains(then.toString());
    assertThat(last.child(Delay.NS, "delay").flatMap(delay -> delay.attribute("from")))
        .contains(ROOM.toString());
    assertThat(stage.received(WICCA).stream().filter(s -> s.has(Stanza.NS, "subject"))).hasSize(1);
  }

  @Test
  void whereThereIsNoneTheNewcomerIsToldSo() {
    stage.enters(WICCA, "secondwitch");

    var last = stage.last(WICCA);
    assertThat(text(last)).isEmpty();
    assertThat(from(last)).isEqualTo(ROOM.toString());
    assertThat(last.has(Delay.NS, "delay")).isFalse();
  }

  @Test
  void itCanBeTakenAway() {
    stage.sends(CRONE, subject("Fire Burn"));
    stage.sends(CRONE, "<message type='groupchat' to='" + ROOM + "'><subject/></message>");
    stage.enters(WICCA, "secondwitch");

    assertThat(text(stage.last(WICCA))).isEmpty();
    assertThat(stage.last(WICCA).has(Delay.NS, "delay")).isTrue();
  }

  @Test
  void itIsStoredWithTheRoom() {
    stage.sends(CRONE, subject("Fire Burn"));
    stage.reload();
    stage.enters(WICCA, "secondwitch");

    assertThat(text(stage.last(WICCA))).isEqualTo("Fire Burn");
  }

  /** The server was killed after it was said, and before it was stored. */
  @Test
  void itIsRecalledFromTheArchiveWhereItWasNotStored() {
    var before = stage.stored;
    stage.sends(CRONE, subject("Fire Burn"));
    stage.says(CRONE, "Cool it with a baboon's blood.");
    stage.stored = before;
    stage.reload();
    stage.enters(WICCA, "secondwitch");

    assertThat(text(stage.last(WICCA))).isEqualTo("Fire Burn");
    assertThat(from(stage.last(WICCA))).isEqualTo(ROOM + "/firstwitch");
  }

  /** It was changed while the room was not archived. */
  @Test
  void whatIsStoredCountsBeforeWhatIsOlderInTheArchive() {
    stage.sends(CRONE, subject("Fire Burn"));
    var stored = stage.stored.orElseThrow();
    stage.stored =
        Optional.of(
            new RoomRecord(
                ROOM,
                stored.configuration(),
                new Subject("Bubble", "firstwitch", Optional.of(stage.now().plusSeconds(1))),
                stored.affiliations(),
                stored.since()));
    stage.reload();
    stage.enters(WICCA, "secondwitch");

    assertThat(text(stage.last(WICCA))).isEqualTo("Bubble");
  }

  @Test
  void aParticipantMayNotUnlessTheRoomAllowsIt() {
    assertThat(stage.isRefused(HAG, subject("Hail!")).condition()).isEqualTo(Condition.FORBIDDEN);

    var open = new Stage(Configurations.subjectOpen(), Map.of(CRONE, Affiliation.OWNER));
    open.enters(HAG, "thirdwitch");
    open.sends(HAG, subject("Hail!"));

    assertThat(text(open.last(HAG))).isEqualTo("Hail!");
  }

  @Test
  void nobodyLearnsItBeforeItIsArchived() {
    stage.hold();
    stage.sends(CRONE, subject("Fire Burn"));
    stage.enters(WICCA, "secondwitch");
    assertThat(text(stage.last(WICCA))).isEmpty();

    stage.release();

    assertThat(text(stage.last(WICCA))).isEqualTo("Fire Burn");
  }

  @Test
  void aSubjectBesideABodyOrAThreadIsAMessage() {
    // §8.1
    stage.sends(
        HAG,
        "<message type='groupchat' to='"
            + ROOM
            + "'><subject>Re: soup</subject><body>Eye of newt</body></message>");
    stage.sends(
        HAG,
        "<message type='groupchat' to='"
            + ROOM
            + "'><subject>Re: soup</subject><thread>1</thread></message>");
    stage.enters(WICCA, "secondwitch");

    assertThat(stage.heard(CRONE)).containsExactly("Eye of newt");
    assertThat(text(stage.last(WICCA))).isEmpty();
  }

  @Test
  void aSubjectThatIsTooLongIsRefused() {
    assertThat(stage.isRefused(CRONE, subject("x".repeat(1001))).condition())
        .isEqualTo(Condition.NOT_ACCEPTABLE);
  }

  @Test
  void itsLengthIsCountedInCharacters() {
    var now = stage.now();
    assertThat(Subject.of(message("🧙".repeat(1000)), "n", now).text()).hasSize(2000);

    assertThatThrownBy(() -> Subject.of(message("🧙".repeat(1001)), "n", now))
        .isInstanceOf(StanzaError.class);
  }

  /** RFC 6121 §5.2.4; a text without a language of its own has that of the message. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<subject>Suppe</subject> | :Suppe",
        "xml:lang='de'><subject>Suppe</subject> | de:Suppe",
        "xml:lang='de'><subject>Suppe</subject><subject xml:lang='pl'>Zupa</subject>"
            + " | de:Suppe pl:Zupa",
        "<subject xml:lang='pl'>Zupa</subject><subject>Soup</subject> | pl:Zupa :Soup",
        "<subject xml:lang='pl'>Zupa</subject><subject xml:lang='de'>Suppe</subject>"
            + " | pl:Zupa de:Suppe",
        "<subject>Soup</subject><subject>Broth</subject> | :Soup",
        "xml:lang='pl'><subject/> | pl:",
      })
  void whoComesLaterLearnsItInAllLanguages(String said, String learned) {
    stage.sends(
        CRONE,
        "<message type='groupchat' to='"
            + ROOM
            + (said.startsWith("xml") ? "' " : "'>")
            + said
            + "</message>");

    stage.enters(WICCA, "secondwitch");
    assertThat(languages(stage.last(WICCA))).isEqualTo(learned);

    stage.reload();
    stage.enters(WICCA, "secondwitch");
    assertThat(languages(stage.last(WICCA))).as("from the store").isEqualTo(learned);
  }

  @Test
  void whatIsStoredOfItTellsAllOfIt() {
    for (String xml :
        List.of(
            "<message xmlns='jabber:client'><subject>a &lt; b</subject></message>",
            "<message xmlns='jabber:client'><subject/></message>",
            "<message xmlns='jabber:client' xml:lang='de'><subject>ä</subject>"
                + "<subject xml:lang='pl'>ł</subject></message>")) {
      var message = (Message) Stanza.of(Xml.parse(xml));
      var subject = Subject.of(message, "n", stage.now());

      assertThat(
              Subject.stored(subject.text(), subject.languages().orElse(null), "n", subject.at()))
          .isEqualTo(subject);
    }
  }

  @Test
  void languagesAreBounded() {
    var many =
        IntStream.rangeClosed(0, Subject.MAX_LANGUAGES)
            .mapToObj(i -> "<subject xml:lang='x-" + i + "'>s</subject>")
            .collect(Collectors.joining());
    var one = "<message type='groupchat' to='" + ROOM + "'>%s</message>";
    for (String subjects :
        List.of(
            many,
            "<subject xml:lang='" + "x".repeat(Subject.MAX_LANGUAGE + 1) + "'>s</subject>",
            "<subject>"
                + "s".repeat(600)
                + "</subject><subject xml:lang='de'>"
                + "s".repeat(600)
                + "</subject>")) {
      assertThat(stage.isRefused(CRONE, one.formatted(subjects)).condition())
          .isEqualTo(Condition.NOT_ACCEPTABLE);
    }
  }

  /** Language and text of each subject of a message. */
  private static String languages(Element message) {
    var ofMessage = message.attribute("xml:lang").orElse("");
    return message.children(Stanza.NS, "subject").stream()
        .map(subject -> subject.attribute("xml:lang").orElse(ofMessage) + ":" + subject.text())
        .collect(Collectors.joining(" "));
  }

  private static Message message(String subject) {
    return (Message) Stage.stanza(CRONE, subject(subject));
  }

  private static String subject(String text) {
    return "<message type='groupchat' to='" + ROOM + "'><subject>" + text + "</subject></message>";
  }

  private static String text(Element message) {
    return message.child(Stanza.NS, "subject").map(Element::text).orElseThrow();
  }
}
