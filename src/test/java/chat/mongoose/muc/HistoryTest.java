package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.CRONE;
import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.ROOM;
import static chat.mongoose.muc.Stage.WICCA;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.xml.Element;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** XEP-0045 §7.2.13, §7.2.14. */
class HistoryTest {

  private final Stage stage = new Stage();

  @BeforeEach
  void enter() {
    stage.enters(CRONE, "firstwitch");
  }

  @Test
  void aNewcomerGetsTheNewestTwentyOldestFirst() {
    say(30);

    stage.enters(HAG, "thirdwitch");

    assertThat(stage.heard(HAG)).isEqualTo(numbers(11, 30));
  }

  @Test
  void eachSaysWhenItWasSaidAndThatTheRoomHeldItBack() {
    var then = stage.now();
    stage.says(CRONE, "Thrice the brinded cat hath mew'd.");
    stage.pass(Duration.ofSeconds(6));

    stage.enters(HAG, "thirdwitch");

    var message = history(HAG).get(0);
    var delay = message.child(Delay.NS, "delay").orElseThrow();
    assertThat(delay.attribute("stamp")).contains(then.toString());
    assertThat(delay.attribute("from")).contains(ROOM.toString());
    assertThat(message.has(ServerMarks.NS_STANZA_ID, "stanza-id")).isTrue();
    assertThat(message.has(OccupantIds.NS, "occupant-id")).isTrue();
  }

  /** Also when the room has been put away and is loaded with all that stands under its name. */
  @Test
  void whatWasSaidInAnEarlierRoomOfTheNameIsNotItsHistory() {
    stage.says(CRONE, "When shall we three meet again?");
    stage.sends(
        CRONE,
        "<iq type='set' id='d' to='"
            + ROOM
            + "'><query xmlns='http://jabber.org/protocol/muc#owner'><destroy/></query></iq>");
    stage.reload();
    stage.enters(WICCA, "secondwitch");
    stage.says(WICCA, "When the hurlyburly's done.");
    stage.reload();

    stage.enters(HAG, "thirdwitch");

    assertThat(stage.heard(HAG)).containsExactly("When the hurlyburly's done.");
  }

  @Test
  void theNumberOfMessagesCanBeChosenUpToWhatTheRoomGives() {
    say(60);

    stage.enters(HAG, "thirdwitch", "<history maxstanzas='3'/>");
    stage.enters(WICCA, "secondwitch", "<history maxstanzas='1000000000000'/>");

    assertThat(stage.heard(HAG)).isEqualTo(numbers(58, 60));
    assertThat(stage.heard(WICCA)).isEqualTo(numbers(11, 60));
  }

  @Test
  void noHistoryIsSentToWhoWantsNone() {
    say(3);

    stage.enters(HAG, "thirdwitch", "<history maxchars='0'/>");

    assertThat(stage.heard(HAG)).isEmpty();
    assertThat(stage.last(HAG).has(Stanza.NS, "subject")).isTrue();

    stage.enters(WICCA, "secondwitch", "<history maxstanzas='0'/>");

    assertThat(stage.heard(WICCA)).isEmpty();
  }

  @Test
  void charactersAreThoseOfWholeStanzas() {
    say(3);
    stage.enters(HAG, "thirdwitch");
    var length = history(HAG).get(0).without("to").toString().length();

    stage.enters(WICCA, "secondwitch", "<history maxchars='" + 2 * length + "'/>");
    assertThat(stage.heard(WICCA)).isEqualTo(numbers(2, 3));

    stage.leaves(WICCA);
    stage.forget();
    stage.enters(WICCA, "secondwitch", "<history maxchars='" + (2 * length - 1) + "'/>");
    assertThat(stage.heard(WICCA)).isEqualTo(numbers(3, 3));
  }

  @Test
  void onlyWhatWasSaidInTheLastSecondsCanBeWanted() {
    say(1);
    stage.pass(Duration.ofSeconds(200));
    stage.says(CRONE, "2");
    stage.pass(Duration.ofSeconds(100));

    stage.enters(HAG, "thirdwitch", "<history seconds='180'/>");

    assertThat(stage.heard(HAG)).isEqualTo(numbers(2, 2));
  }

  @Test
  void onlyWhatWasSaidSinceAMomentCanBeWanted() {
    say(30);
    stage.pass(Duration.ofSeconds(10));
    var moment = stage.now();
    stage.says(CRONE, "31");
    stage.pass(Duration.ofSeconds(10));
    stage.says(CRONE, "32");

    stage.enters(HAG, "thirdwitch", "<history since='" + moment + "'/>");
    stage.enters(WICCA, "secondwitch", "<history since='1970-01-01T00:00:00Z'/>");

    assertThat(stage.heard(HAG)).isEqualTo(numbers(31, 32));
    assertThat(stage.heard(WICCA)).isEqualTo(numbers(1, 32));
  }

  @Test
  void allLimitsHoldAtOnce() {
    say(10);

    stage.enters(
        HAG, "thirdwitch", "<history maxstanzas='4' seconds='100000' maxchars='1000000'/>");

    assertThat(stage.heard(HAG)).isEqualTo(numbers(7, 10));
  }

  /** §7.2.14; such a newcomer wants to enter first of all, and cannot know what was wrong. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "maxstanzas='-1'",
        "maxstanzas='1.5'",
        "maxchars='many'",
        "seconds=''",
        "since='yesterday'",
        "since='2026-11-30 02:00:00'",
        "since=''",
        "maxstanzas='99999999999999999999'"
      })
  void aLimitThatMeansNothingLimitsNothing(String limit) {
    say(10);

    stage.enters(HAG, "thirdwitch", "<history " + limit + "/>");
    assertThat(stage.heard(HAG)).isEqualTo(numbers(1, 10));
  }

  @Test
  void theOtherLimitsHoldBesideOneThatMeansNothing() {
    say(10);

    stage.enters(HAG, "thirdwitch", "<history maxchars='many' maxstanzas='3' since=''/>");

    assertThat(stage.heard(HAG)).isEqualTo(numbers(8, 10));
  }

  @Test
  void whatIsSaidWhileSomebodyEntersReachesHimOnce() {
    stage.hold();
    stage.says(CRONE, "on its way to the archive");
    stage.enters(HAG, "thirdwitch");
    assertThat(stage.heard(HAG)).isEmpty();

    stage.release();

    assertThat(stage.heard(HAG)).containsExactly("on its way to the archive");
    assertThat(stage.last(HAG).has(Delay.NS, "delay")).isFalse();

    stage.enters(WICCA, "secondwitch");
    assertThat(stage.heard(WICCA)).containsExactly("on its way to the archive");
  }

  @Test
  void aRoomThatIsLoadedAgainHasTheHistoryOfItsArchive() {
    say(3);
    stage.reload();

    stage.enters(HAG, "thirdwitch");

    assertThat(stage.heard(HAG)).isEqualTo(numbers(1, 3));
  }

  @Test
  void whatShowsNothingDrivesOutNothing() {
    stage.says(CRONE, "said");
    for (int i = 0; i < Manners.MARKS; i++) {
      stage.sends(
          CRONE,
          "<message type='groupchat' to='"
              + Stage.ROOM
              + "'><displayed xmlns='urn:xmpp:chat-markers:0' id='1'/></message>");
    }
    stage.enters(HAG, "thirdwitch", "<history maxstanzas='5'/>");

    assertThat(stage.heard(HAG)).containsExactly("said");
    assertThat(stage.archived).hasSize(Manners.MARKS + 1);
  }

  @Test
  void typingAndSubjectsAreNoHistory() {
    stage.sends(
        CRONE,
        "<message type='groupchat' to='"
            + ROOM
            + "'><active xmlns='http://jabber.org/protocol/chatstates'/></message>");
    stage.sends(
        CRONE, "<message type='groupchat' to='" + ROOM + "'><subject>Soup</subject></message>");
    stage.enters(HAG, "thirdwitch");
    assertThat(history(HAG)).isEmpty();

    stage.reload();
    stage.enters(HAG, "thirdwitch");
    assertThat(history(HAG)).isEmpty();
  }

  private void say(int count) {
    IntStream.rangeClosed(1, count).forEach(i -> stage.says(CRONE, Integer.toString(i)));
  }

  private List<Element> history(Jid who) {
    return stage.received(who).stream()
        .filter(stanza -> stanza.name().equals("message") && !stanza.has(Stanza.NS, "subject"))
        .toList();
  }

  private static List<String> numbers(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(Integer::toString).toList();
  }
}
