package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.CRONE;
import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.ROOM;
import static chat.mongoose.muc.Stage.WICCA;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.Jid;
import chat.mongoose.xml.Element;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A room's home: what it does with what the room decides, whatever store and archive do. */
@Timeout(60)
class RoomHomeTest extends HomeStage {

  private static final String BAN =
      "<iq type='set' id='ban' to='"
          + ROOM
          + "'><query xmlns='"
          + RoomAdministration.NS
          + "'><item jid='"
          + WICCA.bare()
          + "' affiliation='outcast'/></query></iq>";

  @Test
  void everybodyHearsEverythingOnceAndInTheOrderOfTheArchive() throws InterruptedException {
    enters(CRONE, "firstwitch");
    enters(HAG, "thirdwitch");
    letters.await(HAG, letter -> isSubject(letter));
    archive.shuffles = true;
    var messages = 500;
    var senders = Executors.newFixedThreadPool(4);
    for (int i = 0; i < messages; i++) {
      var number = i;
      senders.execute(() -> says(number % 2 == 0 ? CRONE : HAG, "message " + number));
    }
    for (int i = 0; i < 20; i++) {
      enters(Jid.of("late" + i + "@shakespeare.lit/x"), "late" + i);
    }
    senders.shutdown();

    var heardByCrone = letters.awaitBodies(CRONE, messages);
    var heardByHag = letters.awaitBodies(HAG, messages);

    var kept =
        archive.kept.stream()
            .sorted(java.util.Comparator.comparing(ArchivedGroupchat::id))
            .map(each -> each.message().body().orElseThrow())
            .toList();
    assertThat(kept).hasSize(messages);
    assertThat(heardByCrone).isEqualTo(kept);
    assertThat(heardByHag).isEqualTo(kept);
    for (int i = 0; i < 20; i++) {
      var late = letters.awaitBody(Jid.of("late" + i + "@shakespeare.lit/x"), last(kept));
      assertThat(late).as("a tail of what was said").isNotEmpty();
      assertThat(late).isEqualTo(kept.subList(messages - late.size(), messages));
    }
  }

  /** The clock may have been put back since the newest message, of this room or one before. */
  @Test
  void identifiersGoOnBehindTheNewestAlsoWhereNoHistoryIsKept() throws InterruptedException {
    home =
        home(
            new RoomSettings(
                Configurations.withoutHistory(),
                100,
                1000,
                64,
                false,
                true,
                false,
                SiteRooms.NONE));
    enters(CRONE, "firstwitch");
    says(CRONE, "Thrice and once the hedge-pig whined.");
    letters.awaitBodies(CRONE, 1);
    var past = archive.kept.get(0);
    var ahead = new ArchiveId(past.id().micros() + TimeUnit.DAYS.toMicros(365));
    archive.kept.set(
        0,
        new ArchivedGroupchat(
            ahead,
            ROOM,
            past.at(),
            past.sender(),
            past.nick(),
            past.occupantId(),
            past.recipient(),
            past.message()));
    leaves(CRONE);
    assertThat(left.poll(20, TimeUnit.SECONDS)).isTrue();

    enters(HAG, "thirdwitch");
    says(HAG, "Harpier cries; 'tis time, 'tis time.");

    assertThat(letters.awaitBodies(HAG, 1)).containsExactly("Harpier cries; 'tis time, 'tis time.");
    assertThat(archive.kept.get(1).id()).isGreaterThan(ahead);
  }

  @Test
  void whoComesWhileTheRoomIsLoadedIsServedInHisTurn() throws InterruptedException {
    store.blocked = new CountDownLatch(1);
    enters(CRONE, "firstwitch");
    enters(HAG, "thirdwitch");
    says(HAG, "Hail!");
    leaves(HAG);
    enters(WICCA, "secondwitch");
    assertThat(letters.all).isEmpty();

    store.blocked.countDown();

    letters.await(WICCA, letter -> isSubject(letter));
    assertThat(letters.awaitBodies(CRONE, 1)).containsExactly("Hail!");
    assertThat(letters.of(CRONE).stream().map(l -> l.attribute("type").orElse("")))
        .contains("unavailable");
    assertThat(letters.of(WICCA).stream().filter(l -> l.name().equals("presence"))).hasSize(2);
    assertThat(store.finds).isEqualTo(1);
  }

  @Test
  void aStoreThatFailsIsToldAndTheNextWhoComesTriesAgain() throws InterruptedException {
    store.down = true;
    enters(CRONE, "firstwitch");

    var refusal = letters.await(CRONE, letter -> true);
    assertThat(refusal.attribute("type")).contains("error");
    assertThat(refusal.toString()).contains("resource-constraint", "type=\"wait\"");
    assertThat(left.poll(20, TimeUnit.SECONDS)).isTrue();

    store.down = false;
    enters(CRONE, "firstwitch");

    letters.await(CRONE, letter -> isSubject(letter));
  }

  @Test
  void moreThanMayWaitIsRefusedButNobodysDeparture() throws InterruptedException {
    store.blocked = new CountDownLatch(1);
    enters(CRONE, "firstwitch");
    for (int i = 0; i < RoomHome.WHILE_LOADING.stanzas() - 1; i++) {
      says(WICCA, "x");
    }
    enters(HAG, "thirdwitch");
    leaves(CRONE);

    var refusal = letters.await(HAG, letter -> true);
    assertThat(refusal.toString()).contains("resource-constraint");

    store.blocked.countDown();

    letters.await(CRONE, letter -> letter.attribute("type").orElse("").equals("unavailable"));
    assertThat(left.poll(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whatWaitsForARoomIsBoundedInOctetsAndCountedUntilItIsTaken() throws InterruptedException {
    store.blocked = new CountDownLatch(1);
    enters(CRONE, "firstwitch");
    says(WICCA, "x".repeat((int) RoomHome.WHILE_LOADING.octets() / 5));
    says(WICCA, "x".repeat((int) RoomHome.WHILE_LOADING.octets() / 5));
    says(WICCA, "x".repeat((int) RoomHome.WHILE_LOADING.octets() / 5));

    assertThat(letters.await(WICCA, letter -> true).toString()).contains("resource-constraint");
    assertThat(memory.held()).isBetween(500_000L, RoomHome.WHILE_LOADING.octets());

    store.blocked.countDown();
    letters.await(CRONE, letter -> isSubject(letter));
    leaves(CRONE);
    assertThat(left.poll(20, TimeUnit.SECONDS)).isTrue();
    assertThat(memory.held()).isZero();
  }

  @Test
  void aRoomThatIsPutAwayGivesItsHistoryBack() throws InterruptedException {
    enters(CRONE, "firstwitch");
    says(CRONE, "x".repeat(10_000));
    letters.awaitBodies(CRONE, 1);
    assertThat(memory.held()).isGreaterThan(10_000);

    leaves(CRONE);
    assertThat(left.poll(20, TimeUnit.SECONDS)).isTrue();
    assertThat(memory.held()).isZero();
  }

  /** Nobody is in a room that is not loaded, so they mean nothing, and could be any number. */
  @Test
  void departuresOfWhoNeverCameDoNotWait() throws InterruptedException {
    store.blocked = new CountDownLatch(1);
    enters(CRONE, "firstwitch");
    leaves(CRONE);
    for (int i = 0; i < 100; i++) {
      leaves(HAG);
      leaves(CRONE);
    }
    // behind all of them in the lane
    enters(WICCA, "secondwitch");
    for (int i = 0; i < RoomHome.WHILE_LOADING.stanzas() - 2; i++) {
      says(WICCA, "x");
    }

    var refusal = letters.await(WICCA, letter -> letter.toString().contains("resource-constraint"));
    assertThat(refusal).isNotNull();
    assertThat(memory.held()).isLessThan(RoomHome.WHILE_LOADING.stanzas() * 1000L);
    store.blocked.countDown();
    letters.await(WICCA, letter -> isSubject(letter));
    assertThat(letters.of(WICCA)).filteredOn(letter -> isRefusal(letter)).hasSize(1);
  }

  private static boolean isRefusal(Element letter) {
    return letter.toString().contains("resource-constraint");
  }

  @Test
  void nothingWaitsForARoomWhileAllHoldTooMuchButDepartures() throws InterruptedException {
    memory.change(5L << 20);
    store.blocked = new CountDownLatch(1);
    enters(CRONE, "firstwitch");

    assertThat(letters.await(CRONE, letter -> true).toString()).contains("resource-constraint");
  }

  /** In a room of his own, too, a guest cannot make others wait for what it costs. */
  @Test
  void whoIsHeardByManyIsHeardLessOften() throws InterruptedException {
    enters(CRONE, "firstwitch");
    enters(HAG, "thirdwitch");
    for (int i = 0; i < 100; i++) {
      enters(Jid.of("witch" + i + "@shakespeare.lit/x"), "witch " + i);
    }
    for (int i = 0; i < REACH / 100 + 100; i++) {
      sends(HAG, "<presence to='" + ROOM + "/thirdwitch'><status>" + i + "</status></presence>");
    }

    var refusal = letters.await(HAG, letter -> letter.toString().contains("policy-violation"));
    assertThat(refusal.toString()).contains("type=\"wait\"");
    says(CRONE, "of others nobody is concerned");
    assertThat(letters.awaitBodies(CRONE, 1)).hasSize(1);
    leaves(HAG);
    letters.await(HAG, letter -> letter.attribute("type").orElse("").equals("unavailable"));
  }

  @Test
  void aGuestDoesNotFillTheArchive() throws InterruptedException {
    enters(CRONE, "firstwitch");
    enters(Stage.GUEST, "visitor");
    letters.await(Stage.GUEST, letter -> isSubject(letter));
    var text = "x".repeat(512 * 1024);
    for (int i = 1; i < ArchiveShare.OF_GUEST / text.length() + 2; i++) {
      says(Stage.GUEST, text);
      letters.await(
          Stage.GUEST,
          letter -> letter.toString().contains(text) || letter.toString().contains("<error"));
      letters.all.clear();
    }

    says(Stage.GUEST, "more");

    var refusal = letters.await(Stage.GUEST, letter -> true);
    assertThat(refusal.toString()).contains("policy-violation", "type=\"wait\"");
    says(CRONE, "Who has an account goes on.");
    assertThat(letters.awaitBodies(CRONE, 1)).containsExactly("Who has an account goes on.");
  }

  /** Or a crash could undo what somebody has been told. */
  @Test
  void whoChangesSomethingIsAnsweredWhenItIsStored() throws InterruptedException {
    enters(CRONE, "firstwitch");
    letters.await(CRONE, letter -> isSubject(letter));
    store.awaitSaved();
    store.saving = new CountDownLatch(1);
    sends(CRONE, BAN);
    // the lane goes on, and the others have heard
    sends(CRONE, "<iq type='get' id='2' to='" + ROOM + "'><ping xmlns='urn:xmpp:ping'/></iq>");
    letters.await(CRONE, letter -> letter.attribute("id").orElse("").equals("2"));
    assertThat(letters.of(CRONE))
        .noneMatch(letter -> letter.attribute("id").orElse("").equals("ban"));

    store.saving.countDown();

    var answer = letters.await(CRONE, letter -> letter.attribute("id").orElse("").equals("ban"));
    assertThat(answer.attribute("type")).contains("result");
    assertThat(store.rooms.get(ROOM).affiliations()).containsKey(WICCA.bare());
  }

  @Test
  void whatHoldsAndCannotBeStoredIsToldSo() throws InterruptedException {
    enters(CRONE, "firstwitch");
    letters.await(CRONE, letter -> isSubject(letter));
    says(CRONE, "stored");
    letters.awaitBodies(CRONE, 1);
    store.failures = 1;

    sends(CRONE, BAN);

    var answer = letters.await(CRONE, letter -> letter.attribute("id").orElse("").equals("ban"));
    assertThat(answer.toString()).contains("resource-constraint", "type=\"wait\"");
    enters(WICCA, "secondwitch");
    assertThat(letters.await(WICCA, letter -> true).toString()).contains("forbidden");
  }

  @Test
  void whatTheArchiveDoesNotTakeComesBackAndNobodyHearsIt() throws InterruptedException {
    enters(CRONE, "firstwitch");
    enters(HAG, "thirdwitch");
    letters.await(HAG, letter -> isSubject(letter));
    archive.down = true;
    says(HAG, "lost");

    var refusal =
        letters.await(HAG, letter -> letter.attribute("type").filter("error"::equals).isPresent());
    assertThat(refusal.toString()).contains("resource-constraint", "type=\"wait\"");

    archive.down = false;
    says(HAG, "kept");

    assertThat(letters.awaitBodies(CRONE, 1)).containsExactly("kept");
    enters(WICCA, "secondwitch");
    assertThat(letters.awaitBodies(WICCA, 1)).containsExactly("kept");
  }

  @Test
  void whatCannotBeStoredIsTriedAgainAndTheRoomStaysUntilThen() throws InterruptedException {
    store.failures = 1;
    enters(CRONE, "firstwitch");
    letters.await(CRONE, letter -> isSubject(letter));
    leaves(CRONE);

    assertThat(left.poll(20, TimeUnit.SECONDS)).isTrue();
    assertThat(store.rooms).containsKey(ROOM);
    assertThat(store.saves).isEqualTo(2);
  }

  /** Or it would be in the archive of a room that the store does not know, after a crash. */
  @Test
  void whatIsSaidIsArchivedOnceTheRoomIsStored() throws InterruptedException {
    store.saving = new CountDownLatch(1);
    enters(CRONE, "firstwitch");
    says(CRONE, "When shall we three meet again?");
    says(CRONE, "In thunder, lightning, or in rain?");
    enters(HAG, "thirdwitch");
    letters.await(HAG, letter -> isSubject(letter));
    assertThat(archive.appended).isEmpty();
    assertThat(letters.bodies(HAG)).isEmpty();

    store.saving.countDown();

    var said = List.of("When shall we three meet again?", "In thunder, lightning, or in rain?");
    assertThat(letters.awaitBodies(HAG, 2)).isEqualTo(said);
    assertThat(letters.awaitBodies(CRONE, 2)).isEqualTo(said);
    assertThat(memory.held()).isPositive();
    leaves(CRONE);
    leaves(HAG);
    assertThat(left.poll(20, TimeUnit.SECONDS)).isTrue();
    assertThat(memory.held()).isZero();
  }

  @Test
  void soIsWhatIsSaidFirstInARoomOfTheSite() throws InterruptedException {
    home =
        home(
            new RoomSettings(
                Stage.DEFAULTS, 100, 1000, 64, true, false, false, SiteRooms.of("coven")));
    store.saving = new CountDownLatch(1);
    enters(Stage.GUEST, "visitor");
    says(Stage.GUEST, "Is anybody here?");
    enters(HAG, "thirdwitch");
    letters.await(HAG, letter -> isSubject(letter));
    assertThat(archive.appended).isEmpty();

    store.saving.countDown();

    assertThat(letters.awaitBodies(HAG, 1)).containsExactly("Is anybody here?");
    assertThat(store.rooms).containsKey(ROOM);
  }

  @Test
  void nothingIsSaidInARoomThatCannotBeStoredUntilItCan() throws InterruptedException {
    store.failures = Integer.MAX_VALUE;
    enters(CRONE, "firstwitch");
    says(CRONE, "lost");

    var refusal =
        letters.await(
            CRONE, letter -> letter.attribute("type").filter("error"::equals).isPresent());
    assertThat(refusal.toString()).contains("resource-constraint", "type=\"wait\"");
    assertThat(archive.appended).isEmpty();

    store.failures = 0;
    store.awaitSaved();
    // the room learns a moment later that it is stored
    for (int i = 0; letters.bodies(CRONE).isEmpty(); i++) {
      var id = "kept" + i;
      sends(
          CRONE,
          "<message type='groupchat' id='%s' to='%s'><body>kept</body></message>"
              .formatted(id, ROOM));
      letters.await(CRONE, letter -> letter.attribute("id").filter(id::equals).isPresent());
    }
    assertThat(letters.bodies(CRONE)).containsExactly("kept");
  }

  @Test
  void anEmptyRoomIsDroppedAndLoadedAgainAsItWas() throws InterruptedException {
    enters(CRONE, "firstwitch");
    says(CRONE, "I come, Graymalkin!");
    letters.awaitBodies(CRONE, 1);
    leaves(CRONE);
    assertThat(left.poll(20, TimeUnit.SECONDS)).isTrue();

    enters(HAG, "thirdwitch");

    letters.await(HAG, letter -> isSubject(letter));
    assertThat(letters.of(HAG).toString())
        .contains("I come, Graymalkin!")
        .doesNotContain("affiliation=\"owner\"");
    assertThat(store.finds).isEqualTo(2);
  }

  @Test
  void aRoomThatWasDestroyedIsMadeAnewBehindItsRemoval() throws InterruptedException {
    enters(CRONE, "firstwitch");
    letters.await(CRONE, letter -> isSubject(letter));
    sends(
        CRONE,
        "<iq type='set' id='1' to='"
            + ROOM
            + "'><query xmlns='"
            + Ownership.NS
            + "'><destroy/></query></iq>");
    enters(HAG, "thirdwitch");

    letters.await(HAG, letter -> isSubject(letter));
    assertThat(letters.of(HAG).toString()).contains("owner", "code=\"201\"");
    // it was idle before, if the removal was quicker than she
    left.clear();
    leaves(HAG);
    assertThat(left.poll(20, TimeUnit.SECONDS)).isTrue();
    assertThat(store.rooms.get(ROOM).affiliations()).containsOnlyKeys(HAG.bare());
  }

  @Test
  void whoIsNotInARoomThatNobodyUsesIsToldWithoutAskingTheStore() throws InterruptedException {
    sends(HAG, "<presence to='" + ROOM + "/thirdwitch'/>");
    sends(
        HAG,
        "<iq type='get' id='1' to='" + ROOM + "/thirdwitch'><ping xmlns='urn:xmpp:ping'/></iq>");

    assertThat(letters.await(HAG, letter -> letter.name().equals("iq")).toString())
        .contains("not-acceptable");
    assertThat(letters.await(HAG, letter -> letter.name().equals("presence")).toString())
        .contains("333");
    assertThat(store.finds).isZero();
  }

  @Test
  void aMessageToARoomThatDoesNotExistIsRefusedAndMakesNone() throws InterruptedException {
    says(HAG, "Is there anybody?");

    assertThat(letters.await(HAG, letter -> true).toString()).contains("item-not-found");
    assertThat(left.poll(20, TimeUnit.SECONDS)).isTrue();
    assertThat(store.rooms).isEmpty();
  }

  /** Whoever waits for it has an answer, and the next one finds it. */
  @Test
  void aRoomThatCannotBeMadeIsRefusedAndTriedAgain() throws InterruptedException {
    clockFaults.set(1);
    enters(CRONE, "firstwitch");

    assertThat(letters.await(CRONE, letter -> true).toString()).contains("resource-constraint");
    enters(HAG, "thirdwitch");
    letters.await(HAG, letter -> isSubject(letter));
  }

  @Test
  void oneEffectThatFailsTakesNoOtherFromAnybody() throws InterruptedException {
    enters(CRONE, "firstwitch");
    letters.await(CRONE, letter -> isSubject(letter));
    nameFaults.set(1);

    enters(HAG, "thirdwitch");

    letters.await(HAG, letter -> isSubject(letter));
    letters.await(CRONE, letter -> letter.toString().contains("thirdwitch"));
  }

  /** The lane is every one's who is here. */
  @Test
  void aStanzaThatFailsIsAnsweredAndTheNextOneIsServed() throws InterruptedException {
    enters(CRONE, "firstwitch");
    letters.await(CRONE, letter -> isSubject(letter));
    clockFaults.set(1);

    says(CRONE, "lost");
    says(CRONE, "heard");

    letters.await(CRONE, letter -> letter.toString().contains("internal-server-error"));
    assertThat(letters.awaitBodies(CRONE, 1)).containsExactly("heard");
  }
}
