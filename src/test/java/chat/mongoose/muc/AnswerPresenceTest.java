package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.CRONE;
import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.Jid;
import chat.mongoose.xml.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * XEP-0045 §7.1: what the room tells somebody of himself has the id of the presence that it
 * answers, for tracking; the others, and he at other places, get it without.
 */
class AnswerPresenceTest {

  private static final Jid PHONE = HAG.withResource("phone");

  private final Stage stage = Stage.ofTwo();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<presence id='p1' to='ROOM/thirdwitch' type='unavailable'/>",
        "<presence id='p1' to='ROOM/thirdwitch'><show>away</show></presence>",
        "<presence id='p1' to='ROOM/thirdwitch'><show>chat</show></presence>",
        "<presence id='p1' to='ROOM/thirdwitch'/>",
        "<presence id='p1' to='ROOM/oldhag'/>",
        "<presence id='p1' to='ROOM/old  hag'/>",
        "<presence id='p1' to='ROOM/thirdwitch'>"
            + "<x xmlns='http://jabber.org/protocol/muc'/><show>xa</show></presence>",
        "<presence id='p1' to='ROOM/oldhag'><x xmlns='http://jabber.org/protocol/muc'/></presence>"
      })
  void hasItsIdAndTheOthersHearNoneOfIt(String presence) {
    stage.enters(PHONE, "thirdwitch");
    stage.forget();

    stage.sends(HAG, presence.replace("ROOM", ROOM.toString()));

    assertThat(stage.received(HAG)).isNotEmpty();
    assertThat(stage.received(HAG))
        .filteredOn(AnswerPresenceTest::isOfHimself)
        .isNotEmpty()
        .allSatisfy(told -> assertThat(told.attribute("id")).contains("p1"));
    for (var other : new Jid[] {CRONE, PHONE}) {
      assertThat(stage.received(other))
          .allSatisfy(told -> assertThat(told.attribute("id")).isEmpty());
    }
  }

  @Test
  void whoIsNotHereReadsWhatThatAnswers() {
    // §7.2.18
    stage.sends(PHONE, "<presence id='p1' to='" + ROOM + "/thirdwitch'/>");

    assertThat(stage.last(PHONE).attribute("type")).contains("unavailable");
    assertThat(stage.last(PHONE).attribute("id")).contains("p1");
  }

  @Test
  void whatNobodyHasAskedForHasNoId() {
    stage.sends(HAG, "<presence id='p1' to='" + ROOM + "/thirdwitch'><show>away</show></presence>");
    stage.forget();

    stage.sends(
        CRONE,
        "<iq type='set' id='a1' to='"
            + ROOM
            + "'><query xmlns='http://jabber.org/protocol/muc#admin'>"
            + "<item nick='thirdwitch' role='visitor'/></query></iq>");

    assertThat(stage.last(HAG).attribute("id")).isEmpty();
  }

  private static boolean isOfHimself(Element told) {
    return told.name().equals("presence") && Stage.codes(told).contains(110);
  }
}
