package chat.mongoose.muc;

import chat.mongoose.guard.Guarded;
import chat.mongoose.guard.Readable;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Message;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What a room has accepted and not said yet. Messages wait here for the archive and leave in the
 * order in which they came, whatever the order in which the archive is done with them.
 *
 * <p>Called in the room's lane only; the archive answers on its own thread, which does no more than
 * to put the news into the lane.
 */
final class Utterances {

  /** Messages of one room that may wait. */
  static final int CAPACITY = 5000;

  /** Octets of heap, estimated, that they may have. */
  static final long MOST_OCTETS = 8L * 1024 * 1024;

  private static final Logger LOG = System.getLogger(Utterances.class.getName());

  private final RoomArchive archive;
  private final Consumer<Runnable> lane;
  private final Speaker speaker;
  private final ArrayDeque<Utterance> waiting = new ArrayDeque<>();
  private final Map<Jid, Integer> concerned = new HashMap<>();
  private long octets;

  /** Who says what may be said, and refuses what could not be kept. */
  interface Speaker {
    void say(Accepted accepted);

    void refuse(Message sent, StanzaError error);

    /** After one of them has been archived, or not, all have been said that may be said now. */
    void saidAllThatMayBe();
  }

  private static final class Utterance {
    private final Accepted accepted;
    private final List<Jid> users;
    private final int octets;
    private boolean ready;
    private boolean failed;

    private Utterance(Message sent, Accepted accepted) {
      this.accepted = accepted;
      this.users =
          Stream.concat(sent.from().map(Jid::bare).stream(), accepted.recipient().stream())
              .toList();
      this.octets = accepted.message().element().weight();
    }
  }

  /**
   * @param lane runs a task in the room's lane, from any thread
   */
  Utterances(RoomArchive archive, Consumer<Runnable> lane, Speaker speaker) {
    this.archive = archive;
    this.lane = lane;
    this.speaker = speaker;
  }

  /** Says a message once it is archived and all before it have been said or refused. */
  void add(Effect.Archive accepted) {
    var kept = accepted.message();
    var utterance = new Utterance(accepted.sent(), Accepted.of(kept));
    if (isFull(utterance, accepted.sent())) {
      return;
    }
    add(utterance);
    append(kept)
        .whenComplete(
            (nothing, failure) -> lane.accept(() -> archived(utterance, accepted.sent(), failure)));
  }

  /** Whatever goes wrong, what waits behind this message must not wait for ever. */
  private CompletionStage<Void> append(ArchivedGroupchat message) {
    try {
      return archive.append(message);
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedStage(e);
    }
  }

  /** Says a message once all before it have been said or refused. */
  void add(Effect.Say accepted) {
    var utterance = new Utterance(accepted.sent(), accepted.message());
    if (isFull(utterance, accepted.sent())) {
      return;
    }
    utterance.ready = true;
    add(utterance);
    flush();
  }

  private void add(Utterance utterance) {
    waiting.add(utterance);
    octets += utterance.octets;
    utterance.users.forEach(user -> concerned.merge(user, 1, Integer::sum));
  }

  private Utterance next() {
    var next = waiting.poll();
    octets -= next.octets;
    next.users.forEach(
        user -> concerned.computeIfPresent(user, (same, count) -> count == 1 ? null : count - 1));
    return next;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Whether something waits that this user has said, or that was said to him alone. */
  boolean concern(Jid user) {
    return concerned.containsKey(user);
  }

  private void archived(Utterance utterance, Message sent, Throwable failure) {
    utterance.ready = true;
    utterance.failed = failure != null;
    if (failure != null) {
      Guarded.run("a refusal of the archive", () -> speaker.refuse(sent, error(failure, sent)));
    }
    flush();
    speaker.saidAllThatMayBe();
  }

  private void flush() {
    while (!waiting.isEmpty() && waiting.peek().ready) {
      var next = next();
      if (!next.failed) {
        Guarded.run("a message that is archived", () -> speaker.say(next.accepted));
      }
    }
  }

  private boolean isFull(Utterance next, Message sent) {
    if (waiting.size() < CAPACITY && octets + next.octets <= MOST_OCTETS) {
      return false;
    }
    speaker.refuse(sent, tooMuch());
    return true;
  }

  private static StanzaError error(Throwable failure, Message sent) {
    var cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof StanzaError error) {
      return error;
    }
    var message = Readable.of("Message " + sent.id() + " of " + sent.from());
    LOG.log(Level.ERROR, message + " was not kept.", cause);
    return tooMuch();
  }

  private static StanzaError tooMuch() {
    return new StanzaError(
        Condition.RESOURCE_CONSTRAINT, "Messages cannot be kept at the moment; try again.");
  }
}
