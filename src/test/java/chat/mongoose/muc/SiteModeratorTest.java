package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.CRONE;
import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.ROOM;
import static chat.mongoose.muc.Stage.WICCA;
import static chat.mongoose.muc.Stage.affiliation;
import static chat.mongoose.muc.Stage.role;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.StanzaError.Condition;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who moderates the site is admin in every persistent room, and is so no longer than there. */
class SiteModeratorTest {

  private static final String KICK =
      "<iq type='set' id='kick' to='"
          + ROOM
          + "'><query xmlns='http://jabber.org/protocol/muc#admin'>"
          + "<item nick='visitor' role='none'/></query></iq>";

  private final Stage stage =
      new Stage(Configurations.moderated(), Map.of(CRONE, Affiliation.OWNER));

  @Test
  void entersAsAdminAndKicks() {
    stage.moderators.add(HAG.bare());
    stage.enters(CRONE, "owner");
    stage.enters(HAG, "editor");
    stage.enters(WICCA, "visitor");

    stage.sends(HAG, KICK);
    assertThat(stage.last(WICCA).attribute("type")).contains("unavailable");
  }

  @Test
  void isAdminForTheOthersToo() {
    stage.moderators.add(HAG.bare());
    stage.enters(CRONE, "owner");
    stage.enters(HAG, "editor");

    assertThat(affiliation(stage.last(CRONE))).isEqualTo("admin");
    assertThat(role(stage.last(CRONE))).isEqualTo("moderator");
  }

  @Test
  void isNobodyWhenTheSiteSaysSo() {
    stage.moderators.add(HAG.bare());
    stage.enters(CRONE, "owner");
    stage.enters(HAG, "editor");
    stage.leaves(HAG);
    stage.moderators.clear();
    stage.enters(HAG, "editor");
    stage.enters(WICCA, "visitor");

    assertThat(stage.isRefused(HAG, KICK).condition()).isEqualTo(Condition.FORBIDDEN);
    assertThat(stage.stored.orElseThrow().affiliations()).containsOnlyKeys(CRONE.bare());
  }

  @Test
  void cannotBeBannedFromOneRoom() {
    stage.moderators.add(HAG.bare());
    stage.enters(CRONE, "owner");
    stage.enters(HAG, "editor");
    stage.sends(
        CRONE,
        "<iq type='set' id='ban' to='"
            + ROOM
            + "'><query xmlns='http://jabber.org/protocol/muc#admin'><item jid='"
            + HAG.bare()
            + "' affiliation='outcast'/></query></iq>");

    stage.enters(WICCA, "visitor");
    stage.sends(HAG, KICK);
    assertThat(stage.last(WICCA).attribute("type")).contains("unavailable");
    assertThat(stage.stored.orElseThrow().affiliations())
        .containsEntry(HAG.bare(), Affiliation.OUTCAST);
  }
}
