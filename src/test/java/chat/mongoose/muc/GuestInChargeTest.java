package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.CRONE;
import static chat.mongoose.muc.Stage.GUEST;
import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.ROOM;
import static chat.mongoose.muc.Stage.affiliation;
import static chat.mongoose.muc.Stage.role;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError.Condition;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A guest owns what he has made, as long as it is in use, and is above no account there. */
class GuestInChargeTest {

  private static final Jid OTHER = Jid.of("guest-bcdefghijklmnopqrstuvwxyza@shakespeare.lit/web");

  private final Stage stage = new Stage();

  @Test
  void removesGuestsAndNoAccounts() {
    stage.enters(GUEST, "host");
    stage.enters(OTHER, "other");
    stage.enters(HAG, "witch");

    stage.sends(GUEST, admin("<item nick='other' role='none'/>"));
    assertThat(stage.last(OTHER).attribute("type")).contains("unavailable");

    for (String item :
        new String[] {
          "<item nick='witch' role='none'/>",
          "<item nick='witch' role='visitor'/>",
          "<item jid='" + HAG.bare() + "' affiliation='outcast'/>",
          "<item jid='" + CRONE.bare() + "' affiliation='outcast'/>"
        }) {
      assertThat(stage.isRefused(GUEST, admin(item)).condition())
          .as(item)
          .isEqualTo(Condition.NOT_ALLOWED);
    }
    assertThat(stage.isRefused(GUEST, owner("<destroy/>")).condition())
        .isEqualTo(Condition.NOT_ALLOWED);
  }

  @Test
  void closesHisRoomAndWhoHasAnAccountStays() {
    stage.enters(GUEST, "host");
    stage.enters(OTHER, "other");
    stage.enters(HAG, "witch");

    stage.sends(GUEST, configure("membersonly"));

    assertThat(stage.last(OTHER).attribute("type")).contains("unavailable");
    stage.says(HAG, "I am here still.");
    assertThat(stage.heard(HAG)).containsExactly("I am here still.");
    assertThat(stage.heard(OTHER)).isEmpty();
  }

  @Test
  void cannotMakeHisRoomLast() {
    stage.enters(GUEST, "host");

    assertThat(stage.isRefused(GUEST, configure("persistentroom")).condition())
        .isEqualTo(Condition.NOT_ACCEPTABLE);
  }

  @Test
  void isNotInChargeAnyMoreWhenAnAccountMakesTheRoomLast() {
    stage.enters(GUEST, "host");
    stage.enters(HAG, "witch");
    stage.sends(GUEST, admin("<item jid='" + HAG.bare() + "' affiliation='owner'/>"));
    stage.sends(HAG, configure("persistentroom"));

    assertThat(stage.stored.orElseThrow().affiliations())
        .containsExactly(Map.entry(HAG.bare(), Affiliation.OWNER));
    stage.forget();
    stage.enters(GUEST, "host");
    assertThat(affiliation(stage.received(GUEST).get(1))).isEqualTo("none");
    assertThat(role(stage.received(GUEST).get(1))).isEqualTo("participant");
  }

  @Test
  void isNotPutInChargeOfARoomThatLasts() {
    var stage = new Stage(Stage.DEFAULTS, Map.of(CRONE, Affiliation.OWNER));
    for (String affiliation : new String[] {"admin", "owner"}) {
      var item = "<item jid='" + GUEST.bare() + "' affiliation='" + affiliation + "'/>";
      assertThat(stage.isRefused(CRONE, admin(item)).condition()).isEqualTo(Condition.NOT_ALLOWED);
    }
  }

  @Test
  void isNotInChargeThoughAnEarlierVersionHasStoredIt() {
    var stage =
        new Stage(Stage.DEFAULTS, Map.of(GUEST, Affiliation.OWNER, CRONE, Affiliation.OWNER));
    stage.enters(GUEST, "host");

    assertThat(affiliation(stage.received(GUEST).get(0))).isEqualTo("none");
  }

  @Test
  void yieldsToAnAccountThatHeHasMadeAdmin() {
    stage.enters(GUEST, "host");
    stage.enters(HAG, "witch");
    stage.sends(GUEST, admin("<item jid='" + HAG.bare() + "' affiliation='admin'/>"));

    stage.sends(HAG, admin("<item jid='" + GUEST.bare() + "' affiliation='outcast'/>"));

    assertThat(stage.last(GUEST).attribute("type")).contains("unavailable");
  }

  @Test
  void yieldsToTheSitesAdministrator() {
    stage.site.put(HAG.bare(), Affiliation.OWNER);
    stage.enters(GUEST, "host");
    stage.enters(HAG, "boss");

    stage.sends(HAG, admin("<item nick='host' role='none'/>"));

    assertThat(stage.last(GUEST).attribute("type")).contains("unavailable");
  }

  @Test
  void asModeratorOfARoomThatLastsRemovesNoAccountEither() {
    var stage = new Stage(Stage.DEFAULTS, Map.of(CRONE, Affiliation.OWNER));
    stage.enters(CRONE, "owner");
    stage.enters(HAG, "witch");
    stage.enters(GUEST, "helper");
    stage.sends(CRONE, admin("<item nick='helper' role='moderator'/>"));

    assertThat(stage.isRefused(GUEST, admin("<item nick='witch' role='none'/>")).condition())
        .isEqualTo(Condition.NOT_ALLOWED);
  }

  private static String configure(String field) {
    return owner(
        "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>"
            + ConfigurationForm.TYPE
            + "</value></field><field var='muc#roomconfig_"
            + field
            + "'><value>1</value></field></x>");
  }

  private static String owner(String children) {
    return query(Ownership.NS, children);
  }

  private static String admin(String children) {
    return query(RoomAdministration.NS, children);
  }

  private static String query(String namespace, String children) {
    return "<iq type='set' id='1' to='"
        + ROOM
        + "'><query xmlns='"
        + namespace
        + "'>"
        + children
        + "</query></iq>";
  }
}
