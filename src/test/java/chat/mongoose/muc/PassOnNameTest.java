package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.CRONE;
import static chat.mongoose.muc.Stage.DEFAULTS;
import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.ROOM;
import static chat.mongoose.muc.Stage.WICCA;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.session.NamePassedOn;
import chat.mongoose.stanza.Jid;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** An account is removed, and somebody else gets its name. */
class PassOnNameTest {

  private static final Jid FORMER = Jid.of("crone1-2a@removed.invalid");

  private final Stage stage =
      new Stage(
          DEFAULTS,
          Map.of(CRONE, Affiliation.OWNER, HAG, Affiliation.OUTCAST, WICCA, Affiliation.MEMBER));

  private void passesOn(Jid user, Jid former) {
    for (Effect effect : stage.room().passOn(new NamePassedOn(user.bare(), former))) {
      if (effect instanceof Effect.Keep keep) {
        stage.stored = java.util.Optional.of(keep.room());
      }
    }
  }

  @Test
  void whoGetsTheNameOfAnOwnerOwnsNothingAndNobodyElseDoes() {
    passesOn(CRONE, FORMER);
    stage.reload();
    assertThat(stage.stored.orElseThrow().affiliations())
        .containsEntry(FORMER, Affiliation.OWNER)
        .doesNotContainKey(CRONE.bare());
    stage.enters(WICCA, "secondwitch");
    stage.enters(CRONE, "firstwitch");
    assertThat(stage.stored.orElseThrow().affiliations())
        .containsEntry(FORMER, Affiliation.OWNER)
        .doesNotContainKey(CRONE.bare())
        .containsEntry(WICCA.bare(), Affiliation.MEMBER);
  }

  @Test
  void whoGetsTheNameOfSomebodyBannedIsNotBanned() {
    passesOn(HAG, FORMER);
    assertThat(stage.stored.orElseThrow().affiliations())
        .doesNotContainKeys(HAG.bare(), FORMER)
        .containsEntry(CRONE.bare(), Affiliation.OWNER);
  }

  @Test
  void nothingIsWrittenForSomebodyWhoWasNothingHere() {
    var nobody = Jid.of("nobody@shakespeare.lit");
    assertThat(stage.room().passOn(new NamePassedOn(nobody, FORMER))).isEqualTo(List.of());
  }

  /** XEP-0421: pages put messages together by it. */
  @Test
  void whoGetsTheNameHasAnotherOccupantId() {
    var life = new AtomicLong();
    var secret = new byte[OccupantIds.SECRET_LENGTH];
    var ids = new OccupantIds(secret, user -> life.get());
    var first = ids.of(ROOM, CRONE);
    assertThat(first).as("as it always was").isEqualTo("Wmt-OOT84aiV9nnau6xBb_aA5JM");
    life.set(42);
    var second = ids.of(ROOM, CRONE);
    life.set(43);
    assertThat(List.of(first, second, ids.of(ROOM, CRONE))).doesNotHaveDuplicates();
  }
}
