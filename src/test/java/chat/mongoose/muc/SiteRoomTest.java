package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.CRONE;
import static chat.mongoose.muc.Stage.GUEST;
import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.ROOM;
import static chat.mongoose.muc.Stage.affiliation;
import static chat.mongoose.muc.Stage.codes;
import static chat.mongoose.muc.Stage.role;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError.Condition;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rooms that the site names are nobody's who comes. */
class SiteRoomTest {

  private static final String MEMBERS_ONLY =
      "<iq type='set' id='1' to='"
          + ROOM
          + "'><query xmlns='"
          + Ownership.NS
          + "'><x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>"
          + ConfigurationForm.TYPE
          + "</value></field><field var='muc#roomconfig_membersonly'><value>1</value></field>"
          + "</x></query></iq>";

  private final Stage stage =
      new Stage(
          new RoomSettings(
              Stage.DEFAULTS, 100, 1000, 64, true, false, false, SiteRooms.of("lobby, coven")));

  @Test
  void aGuestWhoComesFirstIsAParticipantAlsoWhereGuestsOpenNoRooms() {
    stage.enters(GUEST, "visitor");

    var self = stage.received(GUEST).get(0);
    assertThat(affiliation(self)).isEqualTo("none");
    assertThat(role(self)).isEqualTo("participant");
    assertThat(codes(self)).containsExactly(110, 170);
    assertThat(stage.isRefused(GUEST, MEMBERS_ONLY).condition()).isEqualTo(Condition.FORBIDDEN);
  }

  @Test
  void soIsAnAccount() {
    stage.enters(HAG, "member");

    assertThat(affiliation(stage.received(HAG).get(0))).isEqualTo("none");
    assertThat(stage.isRefused(HAG, MEMBERS_ONLY).condition()).isEqualTo(Condition.FORBIDDEN);
  }

  @Test
  void itIsStoredWhenSomethingIsSaidAndNotBefore() {
    stage.enters(GUEST, "visitor");
    stage.leaves(GUEST);
    assertThat(stage.writes).isZero();

    stage.reload();
    stage.enters(GUEST, "visitor");
    stage.says(GUEST, "Is anybody here?");
    stage.says(GUEST, "Nobody?");

    assertThat(stage.writes).isEqualTo(1);
    assertThat(stage.stored.orElseThrow().configuration()).isEqualTo(Stage.DEFAULTS);
    assertThat(stage.stored.orElseThrow().affiliations()).isEmpty();
  }

  @Test
  void whatWasSaidIsThereForWhoComesLater() {
    stage.enters(GUEST, "visitor");
    stage.says(GUEST, "Is anybody here?");
    stage.reload();
    stage.enters(HAG, "member");

    assertThat(stage.heard(HAG)).containsExactly("Is anybody here?");
  }

  @Test
  void theSitesAdministratorsAreItsOwnersAndWhatTheyConfigureLasts() {
    stage.site.put(CRONE.bare(), Affiliation.OWNER);
    stage.enters(GUEST, "visitor");
    stage.enters(CRONE, "boss");
    stage.sends(CRONE, MEMBERS_ONLY);

    assertThat(stage.stored.orElseThrow().configuration().membersOnly()).isTrue();
    stage.reload();
    assertThat(stage.isRefused(GUEST, Stage.join("visitor", "")).condition())
        .isEqualTo(Condition.REGISTRATION_REQUIRED);
  }

  @Test
  void itMayLoseAnOwnerAndHasTheSiteStill() {
    stage.site.put(CRONE.bare(), Affiliation.OWNER);
    stage.enters(CRONE, "boss");
    stage.sends(CRONE, appointing(HAG, "owner"));
    assertThat(stage.stored.orElseThrow().affiliations())
        .containsExactly(Map.entry(HAG.bare(), Affiliation.OWNER));

    stage.sends(CRONE, appointing(HAG, "member"));

    assertThat(stage.stored.orElseThrow().affiliations())
        .containsExactly(Map.entry(HAG.bare(), Affiliation.MEMBER));
  }

  private static String appointing(Jid user, String affiliation) {
    return "<iq type='set' id='own' to='"
        + ROOM
        + "'><query xmlns='"
        + RoomAdministration.NS
        + "'><item jid='"
        + user.bare()
        + "' affiliation='"
        + affiliation
        + "'/></query></iq>";
  }

  /** XEP-0045 §10.1.3 is for who has made it. */
  @Test
  void whoCancelsItsConfigurationDoesNotEndIt() {
    stage.site.put(CRONE.bare(), Affiliation.OWNER);
    stage.enters(CRONE, "boss");
    stage.sends(
        CRONE,
        "<iq type='set' id='1' to='"
            + ROOM
            + "'><query xmlns='"
            + Ownership.NS
            + "'><x xmlns='jabber:x:data' type='cancel'/></query></iq>");

    stage.says(CRONE, "I am still here.");
    assertThat(stage.heard(CRONE)).containsExactly("I am still here.");
  }

  @ParameterizedTest
  @CsvSource({
    "lobby, true",
    "post-1, true",
    "example-org-post-42, true",
    "post-, false",
    "post-1a, false",
    "post-buy-pills, false",
    "buy-pills-post-1, true",
    "lobby2, false",
    "mylobby, false",
    "poster, false",
    "tea, false"
  })
  void theUsualOnesAreThoseOfTheDemoPageAndOfThePlugin(String name, boolean ofSite) {
    assertThat(SiteRooms.of("lobby,post-#,*-post-#").names(Jid.of(name, "chat.example.org")))
        .isEqualTo(ofSite);
  }

  /** Anybody makes such a room by entering it. */
  @Test
  void whatIsNotNamedInFullStandsInNoListUnlessAnOwnerPutsItThere() {
    var rooms = SiteRooms.of("Lobby,cov*,post-#");
    assertThat(rooms.areMany(Jid.of("lobby", "chat.example.org"))).isFalse();
    assertThat(rooms.areMany(Jid.of("post-7", "chat.example.org"))).isTrue();
    var unnamed =
        new Stage(new RoomSettings(Stage.DEFAULTS, 100, 1000, 64, true, false, false, rooms));
    unnamed.enters(GUEST, "visitor");
    assertThat(unnamed.room().summary().listed()).isFalse();
    unnamed.says(GUEST, "hello");
    unnamed.sends(
        HAG, "<iq type='set' id='1' to='" + ROOM + "'><query xmlns='urn:xmpp:mam:2'/></iq>");
    assertThat(unnamed.referred).as("who reads before he enters").hasSize(1);
    stage.enters(GUEST, "visitor");
    assertThat(stage.room().summary().listed()).isTrue();
  }

  @Test
  void noNameIsNoRoom() {
    assertThat(SiteRooms.of(" , ").names(ROOM)).isFalse();
    assertThat(SiteRooms.of("C**").names(ROOM)).isTrue();
    assertThat(SiteRooms.of("c##").names(Jid.of("c123", "chat.example.org"))).isTrue();
    assertThat(SiteRooms.of("c#").names(Jid.of("c", "chat.example.org"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "lobby@example.org", "a,b/c"})
  void whatNoRoomCanBeNamedIsRefused(String names) {
    assertThatThrownBy(() -> SiteRooms.of(names)).isInstanceOf(IllegalArgumentException.class);
  }
}
