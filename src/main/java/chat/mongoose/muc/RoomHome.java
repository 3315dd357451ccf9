package chat.mongoose.muc;

import chat.mongoose.cluster.Lanes.Work;
import chat.mongoose.guard.Faults;
import chat.mongoose.guard.Guarded;
import chat.mongoose.muc.WaitingStanzas.Bound;
import chat.mongoose.routing.IqHandler.Addressee;
import chat.mongoose.security.SecurityEvent;
import chat.mongoose.security.SecurityLog;
import chat.mongoose.session.NamePassedOn;
import chat.mongoose.stanza.Iq;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Message;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * Where one room lives while it is needed: loads it, hands it what is sent to it, and carries out
 * what it decides.
 *
 * <p>Who calls: the room's lane, and nobody else but for {@link #summary}. What guards what: the
 * lane. What happens when full: a bounded number of stanzas and octets waits for a room that is
 * being loaded, or has something to say first; who comes then is told to try again, but the
 * departure of somebody who is here, or whose stanzas wait, is never lost.
 *
 * <p>An empty room is dropped, and loaded again when it is needed, once all that it has accepted is
 * said and stored.
 */
final class RoomHome implements Utterances.Speaker {

  /** What may wait for a room to be loaded. */
  static final Bound WHILE_LOADING = new Bound(1000, 1024 * 1024);

  /** What may wait for a room to say what it has accepted before. */
  private static final Bound IN_USE = new Bound(Utterances.CAPACITY, Utterances.MOST_OCTETS);

  /** How long a message waits for the room to be stored. */
  private static final Duration STORING = Duration.ofSeconds(5);

  private final Jid jid;
  private final String lane;
  private final RoomSurroundings around;
  private final Runnable left;
  private final RoomKeeper keeper;
  private final StoredFirst archive;
  private final Utterances utterances;
  private final WaitingStanzas waiting;
  private final List<NamePassedOn> passedOn = new ArrayList<>(0);
  private Room room;
  private boolean loading;
  private boolean goingOn;
  private volatile RoomSummary summary;

  /** What was found in the store and in the archive. */
  private record Found(
      Optional<RoomRecord> room, List<ArchivedGroupchat> past, RoomContext context) {}

  /**
   * @param left told, in the lane, when the room is not needed here any more
   */
  RoomHome(Jid jid, RoomSurroundings around, Runnable left) {
    this.jid = jid;
    this.lane = lane(jid);
    this.around = around;
    this.left = left;
    this.waiting = new WaitingStanzas(around.memory());
    this.keeper = new RoomKeeper(lane, around.lanes(), this::settle);
    this.archive =
        new StoredFirst(
            around.archive(),
            keeper::isKnown,
            around.memory(),
            task -> around.lanes().later(STORING, () -> around.lanes().put(lane, task)));
    this.utterances = new Utterances(archive, task -> around.lanes().put(lane, task), this);
  }

  /** The key of the lane of a room. */
  static String lane(Jid room) {
    return "room:" + room;
  }

  /** What others may know of the room that lives here, if it does. For any thread. */
  Optional<RoomSummary> summary() {
    return Optional.ofNullable(summary);
  }

  /** What this user may see of the archive, if the room is loaded. */
  Optional<ArchiveView> view(Jid user) {
    return Optional.ofNullable(room).map(loaded -> loaded.view(user));
  }

  /** Takes a stanza to the room or to one of its occupants. */
  void take(Stanza stanza) {
    if (room != null && waiting.isEmpty() && !isBehind(stanza)) {
      handle(stanza);
    } else if (room != null
        || loading
        || !waiting.isEmpty()
        || !answeredOutside(stanza) && mayLookFor(stanza)) {
      await(stanza);
    }
    settle();
  }

  /** A name passes on to somebody else. */
  void passOn(NamePassedOn name) {
    if (room != null) {
      carryOut(room.passOn(name));
    } else if (loading) {
      // what is being read may be what it was before
      passedOn.add(name);
    }
    settle();
  }

  @Override
  public void say(Accepted accepted) {
    if (room != null) {
      carryOut(room.said(accepted));
    }
  }

  @Override
  public void refuse(Message sent, StanzaError error) {
    around.post().bounce(sent, error);
  }

  @Override
  public void saidAllThatMayBe() {
    settle();
  }

  /**
   * Whether what has been accepted must be said first, so that nobody sees what somebody does
   * before what he has said, and who is removed has heard all that came before (RFC 6120 §10.1). Of
   * what others have said only that is waited for behind which something waits already.
   */
  private boolean isBehind(Stanza stanza) {
    if (utterances.isEmpty()) {
      return false;
    }
    if (stanza instanceof Message message && !message.isError()) {
      // waits behind them by itself
      return false;
    }
    return isForAll(stanza) || utterances.concern(stanza.from().orElseThrow().bare());
  }

  /** What changes the room or somebody else in it; a question for the archive is a set, too. */
  private static boolean isForAll(Stanza stanza) {
    return stanza instanceof Iq iq
        && iq.type() == Iq.Type.SET
        && (iq.payload().namespace().equals(Ownership.NS)
            || iq.payload().namespace().equals(RoomAdministration.NS));
  }

  /** Looks at what has waited for something to be said. */
  private void goOn() {
    if (goingOn) {
      return;
    }
    goingOn = true;
    try {
      while (isInUse() && !waiting.isEmpty() && !isBehind(waiting.peek())) {
        handle(waiting.next());
      }
    } finally {
      goingOn = false;
    }
  }

  private boolean isInUse() {
    return room != null && !room.isDestroyed() && !(room.isEmpty() && isIdle());
  }

  /** All that was accepted is said, and stored. */
  private boolean isIdle() {
    return utterances.isEmpty() && keeper.isIdle();
  }

  private void handle(Stanza stanza) {
    answering(stanza, () -> handle(stanza, room.isCrowdFor(stanza.from().orElseThrow())));
  }

  private void handle(Stanza stanza, boolean crowd) {
    if (crowd) {
      around.reach().check(stanza);
    }
    around.share().check(stanza);
    var effects = room.take(stanza, around.clock().instant());
    around.share().charge(stanza, effects);
    if (crowd) {
      around.reach().charge(stanza, room.reach(effects));
    }
    if (effects.stream().anyMatch(RoomHome::isForTheStore)) {
      carryOutStoring(stanza, effects);
    } else {
      carryOut(effects);
    }
  }

  /** Who has been answered that something holds can rely on it, whatever happens then. */
  private void carryOutStoring(Stanza stanza, List<Effect> effects) {
    var answers = effects.stream().filter(RoomHome::isAnswer).toList();
    carryOut(effects.stream().filter(effect -> !isAnswer(effect)).toList());
    if (answers.isEmpty()) {
      return;
    }
    keeper.whenStored(
        stored -> {
          if (stored) {
            carryOut(answers);
          } else {
            around.post().bounce(stanza, notStored());
          }
        });
  }

  private static boolean isForTheStore(Effect effect) {
    return effect instanceof Effect.Keep || effect instanceof Effect.Forget;
  }

  private static boolean isAnswer(Effect effect) {
    return effect instanceof Effect.Send send && send.stanza() instanceof Iq;
  }

  private void answering(Stanza stanza, Runnable work) {
    try {
      work.run();
    } catch (StanzaError e) {
      around.post().bounce(stanza, e);
    } catch (RuntimeException | Error e) {
      Faults.tell("stanza " + stanza.id() + " of " + stanza.from(), e);
      around
          .post()
          .bounce(
              stanza,
              new StanzaError(
                  Condition.INTERNAL_SERVER_ERROR, "Something went wrong in this room."));
    }
  }

  private boolean answeredOutside(Stanza stanza) {
    var answered = new boolean[] {true};
    answering(
        stanza,
        () -> {
          var answer = NobodyHere.answer(stanza);
          answered[0] = answer.isPresent();
          answer.ifPresent(this::carryOut);
        });
    return answered[0];
  }

  /** Answers it, too, if its sender has made us look for many rooms. */
  private boolean mayLookFor(Stanza stanza) {
    var may = new boolean[1];
    answering(
        stanza,
        () -> {
          around.lookups().take(stanza.from().orElseThrow());
          may[0] = true;
        });
    return may[0];
  }

  private void await(Stanza stanza) {
    var bound = room == null ? WHILE_LOADING : IN_USE;
    if (WaitingStanzas.isDeparture(stanza)) {
      waiting.addDeparture(stanza, room != null && room.has(stanza.from().orElseThrow()), bound);
    } else if (!waiting.add(stanza, bound)) {
      around.post().bounce(stanza, notNow());
    }
  }

  /** Carries out all of them; the fault of one is thrown behind the last. */
  private void carryOut(List<Effect> effects) {
    Throwable fault = null;
    for (Effect effect : effects) {
      try {
        carryOut(effect);
      } catch (RuntimeException | Error e) {
        fault = e;
      }
    }
    if (fault instanceof Error error) {
      throw error;
    }
    if (fault != null) {
      throw (RuntimeException) fault;
    }
  }

  private void carryOut(Effect effect) {
    if (effect instanceof Effect.Tell tell) {
      around.post().deliver(tell.stanza(), tell.to());
    } else if (effect instanceof Effect.Brief brief) {
      around.post().deliver(brief.stanzas(), brief.to());
    } else if (effect instanceof Effect.Send send) {
      around.post().deliver(send.stanza());
    } else if (effect instanceof Effect.Archive archive) {
      utterances.add(archive);
    } else if (effect instanceof Effect.Say say) {
      utterances.add(say);
    } else if (effect instanceof Effect.Refer refer) {
      around.iqs().route(refer.request(), Addressee.ROOM);
    } else if (effect instanceof Effect.Reserve reserve) {
      around.reserve().accept(reserve.user(), reserve.nickname());
    } else if (effect instanceof Effect.Trace trace) {
      SecurityLog.tell(
          SecurityEvent.of(trace.kind(), around.addresses().apply(trace.actor()).orElse(""))
              .name(trace.name())
              .with("by", trace.actor().bare().toString())
              .with("before", trace.before())
              .with("after", trace.after())
              .with("room", jid.toString()));
    } else if (effect instanceof Effect.Keep keep) {
      around.openings().close(jid);
      keeper.save(() -> around.store().save(keep.room()));
    } else if (effect instanceof Effect.Forget) {
      keeper.remove(() -> around.store().remove(jid));
    }
  }

  /** Does what is due now that something has happened. */
  private void settle() {
    goOn();
    if (keeper.isKnown()) {
      archive.release();
    } else if (keeper.isFailing()) {
      archive.refuse();
    }
    if (room != null && !isInUse()) {
      room.putAway();
      room = null;
      around.openings().close(jid);
    }
    summary = room == null ? null : room.summary();
    if (room != null || loading) {
      return;
    }
    if (keeper.isFailing()) {
      refuseWaiting();
    } else if (isIdle() && waiting.isEmpty()) {
      left.run();
    } else if (isIdle()) {
      load();
    }
  }

  private void load() {
    loading = true;
    around
        .lanes()
        .offload(Work.ROOM, this::find)
        .whenComplete((found, failure) -> around.lanes().put(lane, () -> loaded(found, failure)));
  }

  private Found find() {
    var context = around.context().get();
    var room = around.store().find(jid);
    // the newest is needed also where there is no history: identifiers go on behind it
    var past = around.archive().newest(jid, Math.max(1, context.settings().maxHistory()));
    return new Found(room, past, context);
  }

  private void loaded(Found found, Throwable failure) {
    loading = false;
    if (failure == null) {
      keeper.loaded(found.room().isPresent());
    }
    if (failure == null && Guarded.run(jid, () -> room = made(found))) {
      passedOn.forEach(name -> carryOut(room.passOn(name)));
      while (room != null && !room.isDestroyed() && !waiting.isEmpty()) {
        handle(waiting.next());
      }
    } else {
      if (failure != null) {
        var cause = failure instanceof CompletionException ? failure.getCause() : failure;
        Faults.warn("A room could not be loaded", jid + ", by " + cause);
      }
      refuseWaiting();
    }
    passedOn.clear();
    settle();
  }

  private Room made(Found found) {
    return found
        .room()
        .map(stored -> Room.stored(stored, found.past(), found.context()))
        .orElseGet(() -> created(found));
  }

  private Room created(Found found) {
    var past = found.past();
    var newest =
        past.isEmpty()
            ? Optional.<ArchivedGroupchat>empty()
            : Optional.of(past.get(past.size() - 1));
    return Room.created(jid, newest, around.clock().instant(), found.context());
  }

  private void refuseWaiting() {
    while (!waiting.isEmpty()) {
      around.post().bounce(waiting.next(), notNow());
    }
  }

  private static StanzaError notStored() {
    return new StanzaError(
        Condition.RESOURCE_CONSTRAINT,
        "This holds from now on, but could not be stored yet; it will be tried again.");
  }

  static StanzaError notNow() {
    return new StanzaError(
        Condition.RESOURCE_CONSTRAINT, "This room cannot be reached at the moment; try again.");
  }
}
