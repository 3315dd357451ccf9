package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The archive for one room, which has to wait for the room itself to be stored: what is kept of a
 * room that the store does not know belongs to one that is no more, so that nobody would find it
 * after a crash.
 *
 * <p>Called in the room's lane only. What happens when full: what waits is bounded in octets, also
 * by those that all rooms hold together, and in time; what is beyond is refused.
 */
final class StoredFirst implements RoomArchive {

  /** Octets of heap, estimated, that may wait. */
  static final int MAX_OCTETS = 1024 * 1024;

  private final RoomArchive archive;
  private final BooleanSupplier known;
  private final RoomMemory memory;
  private final Consumer<Runnable> later;
  private final ArrayDeque<Held> held = new ArrayDeque<>(0);
  private long octets;

  private record Held(ArchivedGroupchat message, int octets, CompletableFuture<Void> answer) {}

  /**
   * @param known whether the store has the room, or is not to have it
   * @param later runs a task in the room's lane when a message has waited long enough
   */
  StoredFirst(
      RoomArchive archive, BooleanSupplier known, RoomMemory memory, Consumer<Runnable> later) {
    this.archive = archive;
    this.known = known;
    this.memory = memory;
    this.later = later;
  }

  @Override
  public CompletionStage<Void> append(ArchivedGroupchat message) {
    if (held.isEmpty() && known.getAsBoolean()) {
      return archive.append(message);
    }
    var each = new Held(message, message.message().element().weight(), new CompletableFuture<>());
    if (octets + each.octets > MAX_OCTETS || memory.isFull()) {
      return CompletableFuture.failedFuture(RoomHome.notNow());
    }
    held.add(each);
    count(each.octets);
    later.accept(() -> expire(each));
    return each.answer;
  }

  @Override
  public List<ArchivedGroupchat> newest(Jid room, int max) {
    return archive.newest(room, max);
  }

  /** The room is stored, or is not to be: archives what has waited for that, in its order. */
  void release() {
    while (!held.isEmpty()) {
      var next = next();
      try {
        archive.append(next.message).whenComplete((nothing, failure) -> answer(next, failure));
      } catch (RuntimeException | Error e) {
        answer(next, e);
      }
    }
  }

  /** The room cannot be stored now: refuses what has waited for that. */
  void refuse() {
    while (!held.isEmpty()) {
      answer(next(), RoomHome.notNow());
    }
  }

  private void expire(Held each) {
    if (held.remove(each)) {
      count(-each.octets);
      answer(each, RoomHome.notNow());
    }
  }

  private Held next() {
    var next = held.remove();
    count(-next.octets);
    return next;
  }

  private static void answer(Held each, Throwable failure) {
    if (failure == null) {
      each.answer.complete(null);
    } else {
      each.answer.completeExceptionally(failure);
    }
  }

  private void count(int change) {
    octets += change;
    memory.change(change);
  }
}
