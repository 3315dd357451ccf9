package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.CRONE;
import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.ROOM;
import static chat.mongoose.muc.Stage.WICCA;
import static chat.mongoose.muc.Stage.from;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.Stanza;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** XEP-0045 §7.2.15, §8.1. */
class ChangeSubjectTest {

  private final Stage stage = new Stage();

  @BeforeEach
  void enter() {
    stage.enters(CRONE, "firstwitch");
    stage.enters(HAG, "thirdwitch");
    stage.forget();
  }

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

  private static String subject(String text) {
    return "<message type='groupchat' to='" + ROOM + "'><subject>" + text + "</subject></message>";
  }

  private static String text(Element message) {
    return message.child(Stanza.NS, "subject").map(Element::text).orElseThrow();
  }
}
