package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.CRONE;
import static chat.mongoose.muc.Stage.DEFAULTS;
import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.ROOM;
import static chat.mongoose.muc.Stage.WICCA;
import static chat.mongoose.muc.Stage.codes;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.Jid;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A room that shows three occupants to all: its owner and two others, and hides who comes then. */
class CrowdTest {

  private static final Jid LATE = Jid.of("macbeth@shakespeare.lit/castle");
  private static final Jid LATER = Jid.of("banquo@shakespeare.lit/feast");

  private final Stage stage =
      new Stage(new RoomSettings(DEFAULTS, 100, 3, 64, false, true, false, SiteRooms.NONE));

  @BeforeEach
  void fill() {
    stage.enters(CRONE, "owner");
    stage.enters(WICCA, "first");
    stage.enters(HAG, "second");
    stage.forget();
  }

  @Test
  void whoComesLateIsShownToModeratorsOnly() {
    stage.enters(LATE, "late");

    assertThat(nicks(CRONE)).containsExactly("late");
    assertThat(nicks(WICCA)).isEmpty();
    assertThat(nicks(LATE)).containsExactly("owner", "first", "second", "late");
    assertThat(codes(stage.received(LATE).get(3))).contains(110);

    stage.forget();
    stage.enters(LATER, "later");
    assertThat(nicks(LATER)).containsExactly("owner", "first", "second", "later");
    assertThat(nicks(LATE)).isEmpty();
    assertThat(nicks(CRONE)).containsExactly("later");
  }

  @Test
  void whatHeSaysGoesToAll() {
    stage.enters(LATE, "late");
    stage.says(LATE, "So foul and fair a day I have not seen.");

    for (Jid each : List.of(CRONE, WICCA, HAG, LATE)) {
      assertThat(stage.heard(each)).containsExactly("So foul and fair a day I have not seen.");
    }
    assertThat(nicks(WICCA)).isEmpty();
  }

  @Test
  void whoSpeaksWhenThereIsSpaceIsShownFirst() {
    stage.enters(LATE, "late");
    stage.leaves(HAG);
    stage.forget();
    stage.says(LATE, "Stay, you imperfect speakers, tell me more.");

    assertThat(nicks(WICCA)).containsExactly("late");
    assertThat(stage.received(WICCA).get(1).name()).isEqualTo("message");
    stage.says(LATE, "Speak, I charge you.");
    assertThat(nicks(WICCA)).as("told once").containsExactly("late");

    stage.enters(LATER, "later");
    assertThat(nicks(WICCA)).as("no space again").containsExactly("late");
  }

  @Test
  void aChangeOfPresenceShowsWhenThereIsSpace() {
    stage.enters(LATE, "late");
    stage.sends(LATE, "<presence to='" + ROOM + "/late'><show>away</show></presence>");
    assertThat(nicks(WICCA)).isEmpty();

    stage.leaves(HAG);
    stage.forget();
    stage.sends(LATE, "<presence to='" + ROOM + "/late'/>");
    assertThat(nicks(WICCA)).containsExactly("late");
  }

  @Test
  void ofHisLeaveOnlyThoseHearWhoHeardOfHisComing() {
    stage.enters(LATE, "late");
    stage.forget();
    stage.leaves(LATE);

    assertThat(nicks(CRONE)).containsExactly("late");
    assertThat(nicks(WICCA)).isEmpty();
    assertThat(nicks(HAG)).isEmpty();

    stage.leaves(WICCA);
    assertThat(nicks(HAG)).containsExactly("first");
  }

  @Test
  void hisNewNameIsForModeratorsToo() {
    stage.enters(LATE, "late");
    stage.forget();
    stage.sends(LATE, "<presence to='" + ROOM + "/thane'/>");

    assertThat(nicks(CRONE)).containsExactly("late", "thane");
    assertThat(nicks(WICCA)).isEmpty();
    assertThat(nicks(LATE)).containsExactly("late", "thane");
  }

  @Test
  void whoBecomesModeratorIsShownAndSeesAll() {
    stage.enters(LATE, "late");
    stage.enters(LATER, "later");
    stage.forget();
    stage.sends(CRONE, role("late", "moderator"));

    assertThat(nicks(WICCA)).containsExactly("late");
    assertThat(nicks(LATE)).containsExactly("late", "later");
    assertThat(nicks(LATER)).containsExactly("late");
  }

  @Test
  void whoBecomesAdminIsShownAndSeesAll() {
    stage.enters(LATE, "late");
    stage.enters(LATER, "later");
    stage.forget();
    stage.sends(
        CRONE,
        "<iq type='set' id='a' to='"
            + ROOM
            + "'><query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='admin' jid='"
            + LATE.bare()
            + "'/></query></iq>");

    assertThat(nicks(WICCA)).containsExactly("late");
    assertThat(nicks(LATE)).containsExactly("late", "later");
  }

  @Test
  void anOwnerIsShownHoweverManyAreThere() {
    stage.leaves(CRONE);
    stage.enters(LATE, "late");
    stage.forget();
    stage.enters(CRONE, "owner");

    assertThat(nicks(WICCA)).containsExactly("owner");
    assertThat(nicks(CRONE)).as("all of them").containsExactly("first", "second", "late", "owner");
  }

  @Test
  void whoIsKickedIsMissedByThoseWhoKnewHim() {
    stage.enters(LATE, "late");
    stage.forget();
    stage.sends(CRONE, role("late", "none"));

    assertThat(codes(stage.last(LATE))).contains(307);
    assertThat(nicks(WICCA)).isEmpty();
    assertThat(nicks(CRONE)).containsExactly("late");
  }

  @Test
  void theSameUserAgainIsNoNewcomer() {
    stage.enters(LATE, "late");
    stage.forget();
    stage.enters(LATE.bare().withResource("elsewhere"), "late");

    assertThat(nicks(WICCA)).isEmpty();
    stage.leaves(LATE);
    stage.leaves(HAG);
    stage.forget();
    stage.enters(LATER, "later");
    assertThat(nicks(WICCA)).as("space for one").containsExactly("later");
  }

  private static String role(String nick, String role) {
    return "<iq type='set' id='r' to='"
        + ROOM
        + "'><query xmlns='http://jabber.org/protocol/muc#admin'><item nick='"
        + nick
        + "' role='"
        + role
        + "'/></query></iq>";
  }

  /** Of whom this address was told, in order. */
  private List<String> nicks(Jid who) {
    return stage.received(who).stream()
        .filter(stanza -> stanza.name().equals("presence"))
        .map(stanza -> Jid.of(Stage.from(stanza)).resource().orElseThrow())
        .toList();
  }
}
