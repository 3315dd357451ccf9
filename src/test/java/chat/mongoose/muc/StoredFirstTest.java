package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Message;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.xml.Element;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What waits for its room to be stored. */
class StoredFirstTest implements RoomArchive {

  private final List<String> appended = new ArrayList<>();
  private final List<CompletableFuture<Void>> answers = new ArrayList<>();
  private final Deque<Runnable> later = new ArrayDeque<>();
  private final RoomMemory memory = new RoomMemory(4L << 20);
  private boolean known;
  private final StoredFirst archive = new StoredFirst(this, () -> known, memory, later::add);
  private boolean broken;

  @Test
  void isArchivedInItsOrder() {
    var one = append("one");
    var two = append("two");
    known = true;
    // nobody has told yet that it is known
    var three = append("three");
    assertThat(appended).isEmpty();
    assertThat(memory.held()).isPositive();

    archive.release();

    assertThat(appended).containsExactly("one", "two", "three");
    assertThat(memory.held()).isZero();
    assertThat(one).isNotDone();
    answers.forEach(answer -> answer.complete(null));
    assertThat(one).isCompleted();
    assertThat(two).isCompleted();
    assertThat(three).isCompleted();
    append("four");
    assertThat(appended).endsWith("four");
  }

  @Test
  void isRefusedWhereTheRoomCannotBeStored() {
    var one = append("one");

    archive.refuse();

    assertRefused(one);
    archive.release();
    assertThat(appended).isEmpty();
    assertThat(memory.held()).isZero();
  }

  @Test
  void isRefusedAfterAWhileAndIsNotKeptThen() {
    var one = append("one");
    var two = append("two");

    later.poll().run();

    assertRefused(one);
    archive.release();
    later.poll().run();
    assertThat(appended).containsExactly("two");
    assertThat(two).isNotDone();
    assertThat(memory.held()).isZero();
  }

  @Test
  void isBoundedInOctets() {
    append("x".repeat(StoredFirst.MAX_OCTETS / 4));
    append("y".repeat(StoredFirst.MAX_OCTETS / 4));

    assertRefused(append("z".repeat(StoredFirst.MAX_OCTETS / 4)));
    assertThat(append("one")).isNotDone();
  }

  @Test
  void isRefusedWhileAllRoomsHoldTooMuch() {
    memory.change(5L << 20);

    assertRefused(append("one"));
  }

  @Test
  void getsTheFailureOfTheArchive() {
    var one = append("one");
    var two = append("two");
    broken = true;
    archive.release();
    assertThatThrownBy(two::join).hasRootCauseMessage("as this test wants it");
    assertThatThrownBy(one::join).hasRootCauseMessage("as this test wants it");

    broken = false;
    known = false;
    var three = append("three");
    archive.release();
    answers.get(0).completeExceptionally(new IllegalStateException("this one too"));
    assertThatThrownBy(three::join).hasRootCauseMessage("this one too");
  }

  @Override
  public CompletionStage<Void> append(ArchivedGroupchat message) {
    if (broken) {
      throw new IllegalStateException("as this test wants it");
    }
    appended.add(message.message().body().orElseThrow());
    answers.add(new CompletableFuture<>());
    return answers.get(answers.size() - 1);
  }

  @Override
  public List<ArchivedGroupchat> newest(Jid room, int max) {
    return List.of();
  }

  private CompletableFuture<Void> append(String text) {
    var message = Message.of(Message.Type.GROUPCHAT);
    message = message.with(message.element().plus(Element.of(Stanza.NS, "body").plus(text)));
    return archive
        .append(
            new ArchivedGroupchat(
                new ArchiveId(1),
                ROOM,
                Instant.EPOCH,
                HAG,
                "thirdwitch",
                "id",
                Optional.empty(),
                message))
        .toCompletableFuture();
  }

  private static void assertRefused(CompletableFuture<Void> answer) {
    assertThatThrownBy(answer::join)
        .cause()
        .isInstanceOfSatisfying(
            StanzaError.class,
            error ->
                assertThat(error.condition()).isEqualTo(StanzaError.Condition.RESOURCE_CONSTRAINT));
  }
}
