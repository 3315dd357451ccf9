package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Message;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What is accepted is said in the order of acceptance, once it is archived. */
class UtterancesTest implements RoomArchive, Utterances.Speaker {

  private final Map<String, CompletableFuture<Void>> appended = new LinkedHashMap<>();
  private final List<String> said = new ArrayList<>();
  private final List<StanzaError> refused = new ArrayList<>();
  private final Deque<Runnable> lane = new ArrayDeque<>();
  private final Utterances utterances = new Utterances(this, lane::add, this);
  private boolean broken;

  /** Text of a message that cannot be said. */
  private String unspeakable = "";

  @Test
  void nothingIsSaidBeforeTheArchiveHasIt() {
    utterances.add(archive("one"));
    drain();
    assertThat(said).isEmpty();

    done("one");

    assertThat(said).containsExactly("one");
    assertThat(utterances.isEmpty()).isTrue();
  }

  @Test
  void theArchiveMayBeDoneInAnyOrder() {
    for (var text : List.of("one", "two", "three", "four")) {
      utterances.add(archive(text));
    }

    done("three");
    done("two");
    assertThat(said).isEmpty();

    done("one");
    assertThat(said).containsExactly("one", "two", "three");

    done("four");
    assertThat(said).containsExactly("one", "two", "three", "four");
  }

  @Test
  void whatNeedsNoArchiveDoesNotOvertakeWhatDoes() {
    utterances.add(archive("one"));
    utterances.add(say("typing"));
    assertThat(said).isEmpty();

    done("one");

    assertThat(said).containsExactly("one", "typing");
  }

  @Test
  void whatIsNotKeptIsRefusedAndHoldsNothingUp() {
    utterances.add(archive("one"));
    utterances.add(archive("two"));
    done("two");

    var down = new StanzaError(Condition.RESOURCE_CONSTRAINT, "The archive is down.");
    appended.get("one").completeExceptionally(down);
    drain();

    assertThat(said).containsExactly("two");
    assertThat(refused).containsExactly(down);
  }

  @Test
  void aFailureThatIsNoRefusalBecomesOne() {
    utterances.add(archive("one"));
    appended.get("one").completeExceptionally(new IllegalStateException("as this test wants it"));
    drain();
    broken = true;
    utterances.add(archive("two"));
    drain();

    assertThat(refused)
        .hasSize(2)
        .allSatisfy(
            error -> {
              assertThat(error.condition()).isEqualTo(Condition.RESOURCE_CONSTRAINT);
              assertThat(error.type()).isEqualTo(StanzaError.Type.WAIT);
            });
    assertThat(utterances.isEmpty()).isTrue();
  }

  @Test
  void whatCannotBeSaidHoldsNothingUp() {
    for (var text : List.of("one", "two", "three")) {
      utterances.add(archive(text));
    }
    unspeakable = "one";
    done("two");
    done("three");

    done("one");

    assertThat(said).containsExactly("two", "three");
    assertThat(utterances.isEmpty()).isTrue();
  }

  @Test
  void whatCannotBeRefusedHoldsNothingUp() {
    utterances.add(archive("one"));
    utterances.add(archive("two"));
    done("two");
    unspeakable = "one";

    appended.get("one").completeExceptionally(new IllegalStateException("as this test wants it"));
    drain();

    assertThat(said).containsExactly("two");
    assertThat(utterances.isEmpty()).isTrue();
  }

  @Test
  void whatWaitsIsBounded() {
    for (int i = 0; i < Utterances.CAPACITY; i++) {
      utterances.add(archive("" + i));
    }

    utterances.add(archive("too much"));
    utterances.add(say("too much as well"));

    assertThat(refused).hasSize(2);
    assertThat(appended).hasSize(Utterances.CAPACITY).doesNotContainKey("too much");
  }

  @Test
  void whatWaitsIsBoundedInOctetsToo() {
    var tenth = "x".repeat((int) (Utterances.MOST_OCTETS / 20));
    for (int i = 0; i < 20; i++) {
      utterances.add(archive(i + tenth));
    }
    assertThat(refused).hasSize(11);
    assertThat(appended).hasSize(9);

    appended.values().forEach(future -> future.complete(null));
    drain();
    utterances.add(archive("again" + tenth));

    assertThat(refused).hasSize(11);
  }

  @Override
  public CompletionStage<Void> append(ArchivedGroupchat message) {
    if (broken) {
      throw new IllegalStateException("as this test wants it");
    }
    var future = new CompletableFuture<Void>();
    appended.put(message.message().body().orElseThrow(), future);
    return future;
  }

  @Override
  public List<ArchivedGroupchat> newest(Jid room, int max) {
    return List.of();
  }

  @Override
  public void say(Accepted accepted) {
    if (accepted.message().body().orElseThrow().equals(unspeakable)) {
      throw new StackOverflowError();
    }
    said.add(accepted.message().body().orElseThrow());
  }

  @Override
  public void saidAllThatMayBe() {
    // nothing else waits here
  }

  @Override
  public void refuse(Message sent, StanzaError error) {
    if (sent.body().orElseThrow().equals(unspeakable)) {
      throw new StackOverflowError();
    }
    refused.add(error);
  }

  private void done(String text) {
    appended.get(text).complete(null);
    drain();
  }

  private void drain() {
    while (!lane.isEmpty()) {
      lane.poll().run();
    }
  }

  private static Effect.Archive archive(String text) {
    var message = message(text);
    return new Effect.Archive(
        message,
        new ArchivedGroupchat(
            new ArchiveId(1),
            ROOM,
            Instant.EPOCH,
            HAG,
            "thirdwitch",
            "id",
            Optional.empty(),
            message));
  }

  private static Effect.Say say(String text) {
    var message = message(text);
    return new Effect.Say(message, new Accepted(message, Instant.EPOCH, false, Optional.empty()));
  }

  private static Message message(String text) {
    var message = Message.of(Message.Type.GROUPCHAT);
    return message.with(
        message.element().plus(Element.of(chat.mongoose.stanza.Stanza.NS, "body").plus(text)));
  }
}
