package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.CRONE;
import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.WICCA;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.Jid;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** XEP-0313 §6.1.2: who may know by the archive who is behind a nickname. */
class SeeAddressesTest {

  private static final Map<Jid, Affiliation> ADMIN =
      Map.of(Jid.of("hecate@shakespeare.lit"), Affiliation.OWNER, WICCA, Affiliation.ADMIN);

  @Test
  void inASemiAnonymousRoomItsModeratorsMayWhetherTheyAreInItOrNot() {
    var stage = new Stage(Stage.DEFAULTS, ADMIN);
    stage.enters(HAG, "thirdwitch");

    assertThat(stage.room().view(WICCA).seesJids()).isTrue();
    assertThat(stage.room().view(HAG).seesJids()).isFalse();
    assertThat(stage.room().view(CRONE).seesJids()).isFalse();
    assertThat(stage.room().view(WICCA).seesJids()).isTrue();
    assertThat(stage.room().view(HAG).seesJids()).isFalse();
  }

  @Test
  void whoWasMadeAModeratorMayWhileHeIsIn() {
    var stage = new Stage(Stage.DEFAULTS, ADMIN);
    stage.enters(WICCA, "secondwitch");
    stage.enters(HAG, "thirdwitch");
    stage.sends(
        WICCA,
        """
        <iq type='set' id='1' to='%s'><query xmlns='http://jabber.org/protocol/muc#admin'>\
        <item nick='thirdwitch' role='moderator'/></query></iq>"""
            .formatted(Stage.ROOM));

    assertThat(stage.room().view(HAG).seesJids()).isTrue();
    stage.leaves(HAG);
    assertThat(stage.room().view(HAG).seesJids()).isFalse();
  }

  @Test
  void inANonAnonymousRoomEverybodyMay() {
    var stage = new Stage(Configurations.nonAnonymous(), ADMIN);

    assertThat(stage.room().view(CRONE).seesJids()).isTrue();
    assertThat(stage.room().view(CRONE).seesJids()).isTrue();
  }
}
