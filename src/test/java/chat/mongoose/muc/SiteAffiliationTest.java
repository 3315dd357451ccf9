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
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the site's roles make of somebody in every persistent room, and no longer than there. */
class SiteAffiliationTest {

  private static final String KICK =
      "<iq type='set' id='kick' to='"
          + ROOM
          + "'><query xmlns='http://jabber.org/protocol/muc#admin'>"
          + "<item nick='visitor' role='none'/></query></iq>";

  private final Stage stage =
      new Stage(Configurations.moderated(), Map.of(CRONE, Affiliation.OWNER));

  @Test
  void entersAsAdminAndKicks() {
    stage.site.put(HAG.bare(), Affiliation.ADMIN);
    stage.enters(CRONE, "owner");
    stage.enters(HAG, "editor");
    stage.enters(WICCA, "visitor");

    stage.sends(HAG, KICK);
    assertThat(stage.last(WICCA).attribute("type")).contains("unavailable");
  }

  @Test
  void isAdminForTheOthersToo() {
    stage.site.put(HAG.bare(), Affiliation.ADMIN);
    stage.enters(CRONE, "owner");
    stage.enters(HAG, "editor");

    assertThat(affiliation(stage.last(CRONE))).isEqualTo("admin");
    assertThat(role(stage.last(CRONE))).isEqualTo("moderator");
  }

  @Test
  void isNobodyWhenTheSiteSaysSo() {
    stage.site.put(HAG.bare(), Affiliation.ADMIN);
    stage.enters(CRONE, "owner");
    stage.enters(HAG, "editor");
    stage.leaves(HAG);
    stage.site.clear();
    stage.enters(HAG, "editor");
    stage.enters(WICCA, "visitor");

    assertThat(stage.isRefused(HAG, KICK).condition()).isEqualTo(Condition.FORBIDDEN);
    assertThat(stage.stored.orElseThrow().affiliations()).containsOnlyKeys(CRONE.bare());
  }

  @Test
  void cannotBeBannedFromOneRoom() {
    stage.site.put(HAG.bare(), Affiliation.ADMIN);
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

  @Test
  void anAdministratorWhoModeratesOwnsTheRoomsToo() {
    assertThat(SiteAffiliations.of(Set.of("moderator", "admin"))).isEqualTo(Affiliation.OWNER);
    assertThat(SiteAffiliations.of(Set.of("moderator", "auditor"))).isEqualTo(Affiliation.ADMIN);
    assertThat(SiteAffiliations.of(Set.of("admin", "auditor"))).isEqualTo(Affiliation.NONE);
    assertThat(SiteAffiliations.of(Set.of("owner"))).isEqualTo(Affiliation.OWNER);
  }

  @Test
  void anAdministratorRemovesWhoOwnsTheRoomAndTakesItOver() {
    stage.site.put(HAG.bare(), Affiliation.OWNER);
    stage.enters(CRONE, "visitor");
    stage.enters(HAG, "boss");

    stage.sends(HAG, KICK);
    assertThat(stage.last(CRONE).attribute("type")).contains("unavailable");

    stage.sends(
        HAG,
        "<iq type='set' id='own' to='"
            + ROOM
            + "'><query xmlns='http://jabber.org/protocol/muc#admin'><item jid='"
            + HAG.bare()
            + "' affiliation='owner'/><item jid='"
            + CRONE.bare()
            + "' affiliation='none'/></query></iq>");
    assertThat(stage.stored.orElseThrow().affiliations())
        .containsExactly(Map.entry(HAG.bare(), Affiliation.OWNER));
  }

  @Test
  void anAdministratorIsNoMoreThanAnybodyWhereNothingLasts() {
    var stage = new Stage(Configurations.temporary(), Map.of(CRONE, Affiliation.OWNER));
    stage.site.put(HAG.bare(), Affiliation.OWNER);
    stage.enters(CRONE, "owner");
    stage.enters(HAG, "boss");

    assertThat(affiliation(stage.last(CRONE))).isEqualTo("none");
  }
}
