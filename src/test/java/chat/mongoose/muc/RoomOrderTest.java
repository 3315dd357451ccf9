package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.CRONE;
import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.ROOM;
import static chat.mongoose.muc.Stage.WICCA;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody sends to a room is heard in the order in which he has sent it (RFC 6120 §10.1). */
@Timeout(60)
class RoomOrderTest extends HomeStage {

  private static final String OWN = "<iq type='set' id='own' to='" + ROOM + "'>";

  private static final int SENDERS = 6;
  private static final Pattern NUMBER = Pattern.compile("#(\\d+)#");

  /** How often each sender has taken another name. */
  private final int[] changes = new int[SENDERS];

  /** Each is done while a message before it waits for the archive. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "leaves | <presence type='unavailable' to='coven@chat.shakespeare.lit/firstwitch'/>",
        "takes another name | <presence to='coven@chat.shakespeare.lit/newname'/>",
        "goes away | <presence to='coven@chat.shakespeare.lit/firstwitch'><show>away</show></presence>",
        "writes to one | <message to='coven@chat.shakespeare.lit/thirdwitch' type='chat' id='done'>"
            + "<body>psst</body></message>",
        "types | <message to='coven@chat.shakespeare.lit' type='groupchat' id='done'>"
            + "<composing xmlns='http://jabber.org/protocol/chatstates'/></message>",
        "sets a subject | <message to='coven@chat.shakespeare.lit' type='groupchat' id='done'>"
            + "<subject>x</subject></message>",
      })
  void nobodySeesWhatSomebodyDoesBeforeWhatHeHasSaid(String what, String then)
      throws InterruptedException {
    twoEnter();
    var before = letters.of(HAG).size();
    archive.held = new CountDownLatch(1);

    says(CRONE, "first");
    sends(CRONE, then);
    awaitLane();
    assertThat(letters.of(HAG)).as("before the archive has it").hasSize(before);
    archive.held.countDown();

    letters.await(HAG, letter -> letters.of(HAG).size() > before + 1);
    assertThat(letters.of(HAG).get(before).child(Stanza.NS, "body").map(Element::text))
        .as("what is heard before he %s", what)
        .contains("first");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<item nick='thirdwitch' role='none'/> | http://jabber.org/protocol/muc#admin",
        "<item jid='hag66@shakespeare.lit' affiliation='outcast'/>"
            + " | http://jabber.org/protocol/muc#admin",
        "<destroy/> | http://jabber.org/protocol/muc#owner",
      })
  void whoIsRemovedHasHeardWhatWasSaidBefore(String removal, String namespace)
      throws InterruptedException {
    twoEnter();
    archive.held = new CountDownLatch(1);

    says(CRONE, "one");
    says(HAG, "two");
    sends(CRONE, OWN + "<query xmlns='" + namespace + "'>" + removal + "</query></iq>");
    awaitLane();
    archive.held.countDown();

    letters.await(HAG, letter -> letter.attribute("type").orElse("").equals("unavailable"));
    assertThat(letters.bodies(HAG)).containsExactly("one", "two");
    assertThat(letters.bodies(CRONE)).containsExactly("one", "two");
  }

  @Test
  void whoHasSaidNothingWaitsForNobody() throws InterruptedException {
    twoEnter();
    archive.held = new CountDownLatch(1);
    says(CRONE, "held");

    enters(WICCA, "secondwitch");
    letters.await(WICCA, HomeStage::isSubject);
    leaves(HAG);

    letters.await(WICCA, letter -> letter.attribute("type").orElse("").equals("unavailable"));
    archive.held.countDown();
    assertThat(letters.awaitBodies(WICCA, 1)).containsExactly("held");
  }

  @Test
  void whatWaitsBehindAMessageThatIsRefusedGoesOn() throws InterruptedException {
    twoEnter();
    archive.down = true;

    says(CRONE, "lost");
    leaves(CRONE);

    letters.await(HAG, letter -> letter.attribute("type").orElse("").equals("unavailable"));
    assertThat(letters.of(CRONE)).anyMatch(letter -> letter.toString().contains("resource-con"));
  }

  /**
   * Several people do all that there is to do, each thing with a number, while the archive answers
   * late and in any order. Whoever hears several of one sender's numbers hears them rising.
   */
  @Test
  void everybodyHearsEverySenderInHisOrder() throws InterruptedException {
    var seed = ThreadLocalRandom.current().nextLong();
    var dice = new Random(seed);
    archive.shuffles = true;
    var senders = new ArrayList<Jid>();
    for (int i = 0; i < SENDERS; i++) {
      senders.add(Jid.of("sender" + i + "@shakespeare.lit/x"));
      enters(senders.get(i), nick(i));
    }
    enters(HAG, "hag");
    letters.await(HAG, HomeStage::isSubject);

    for (int number = 1; number <= 1500; number++) {
      var sender = dice.nextInt(SENDERS);
      for (String stanza : any(dice, sender, number)) {
        sends(senders.get(sender), stanza);
      }
    }
    for (int i = 0; i < SENDERS; i++) {
      says(senders.get(i), "end" + i + " #9999#");
    }

    for (int i = 0; i < SENDERS; i++) {
      letters.awaitBody(HAG, "end" + i + " #9999#");
      for (Jid receiver : senders) {
        assertThat(numbers(receiver, i)).as("seed %d, of sender %d", seed, i).isSorted();
      }
      assertThat(numbers(HAG, i))
          .as("seed %d, of sender %d", seed, i)
          .isSorted()
          .hasSizeGreaterThan(50);
    }
  }

  private void twoEnter() throws InterruptedException {
    enters(CRONE, "firstwitch");
    enters(HAG, "thirdwitch");
    letters.await(HAG, HomeStage::isSubject);
  }

  private List<String> any(Random dice, int sender, int number) {
    var mark = "#" + number + "#";
    var here = "to='" + ROOM + "/" + nick(sender) + "'";
    var room = "type='groupchat' to='" + ROOM + "'";
    return switch (dice.nextInt(9)) {
      case 0 -> List.of("<presence " + here + "><status>" + mark + "</status></presence>");
      case 1 ->
          List.of(
              "<message "
                  + room
                  + "><composing xmlns='http://jabber.org/protocol/chatstates'/><thread>"
                  + mark
                  + "</thread></message>");
      case 2 ->
          List.of("<message type='chat' to='" + ROOM + "/hag'><body>" + mark + "</body></message>");
      case 3 -> List.of("<message " + room + "><subject>" + mark + "</subject></message>");
      case 4 -> {
        changes[sender]++;
        yield List.of(
            "<presence to='"
                + ROOM
                + "/"
                + nick(sender)
                + "'><status>"
                + mark
                + "</status></presence>");
      }
      case 5 ->
          List.of(
              "<presence type='unavailable' " + here + "><status>" + mark + "</status></presence>",
              Stage.join(nick(sender), ""));
      default -> List.of("<message " + room + "><body>" + mark + "</body></message>");
    };
  }

  /** The numbers of all that this receiver has heard of that sender, whatever he was called. */
  private List<Integer> numbers(Jid receiver, int sender) {
    var from = Pattern.compile(Pattern.quote(ROOM + "/sender" + sender) + "(-\\d+)?");
    return letters.of(receiver).stream()
        .filter(letter -> from.matcher(letter.attribute("from").orElse("")).matches())
        .filter(letter -> letter.child("urn:xmpp:delay", "delay").isEmpty())
        .map(letter -> NUMBER.matcher(letter.toString()))
        .filter(Matcher::find)
        .map(found -> Integer.valueOf(found.group(1)))
        // who enters again is told how others are, and had heard it before
        .distinct()
        .toList();
  }

  private String nick(int sender) {
    return "sender" + sender + (changes[sender] == 0 ? "" : "-" + changes[sender]);
  }
}
