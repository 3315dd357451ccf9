package chat.mongoose.muc;

import chat.mongoose.session.Guest;
import chat.mongoose.session.NamePassedOn;
import chat.mongoose.stanza.Iq;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Message;
import chat.mongoose.stanza.Presence;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.xml.Element;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A chat room (XEP-0045): takes what is sent to it and decides what follows. It does nothing by
 * itself, and knows neither a server nor other threads: its home calls it from one lane.
 */
final class Room {

  private final RoomState state;
  private final Entrance entrance;
  private final NickChange nickChange;
  private final Availability availability;
  private final Exit exit;
  private final Saying saying;
  private final PrivateMessages privateMessages;
  private final OccupantRequests occupantRequests;
  private final RoomDisco disco;
  private final Ownership ownership;
  private final RoomAdministration administration;
  private final Access access;

  private Room(RoomState state) {
    this.state = state;
    this.entrance = new Entrance(state);
    this.nickChange = new NickChange(state);
    this.availability = new Availability(state);
    this.exit = new Exit(state);
    this.saying = new Saying(state);
    this.privateMessages = new PrivateMessages(state);
    this.occupantRequests = new OccupantRequests(state);
    this.disco = new RoomDisco(state);
    this.ownership = new Ownership(state);
    this.administration = new RoomAdministration(state);
    this.access = new Access(state);
  }

  /**
   * A room that somebody made before.
   *
   * @param past the newest messages of its archive, oldest first; at least one if there is one
   */
  static Room stored(RoomRecord stored, List<ArchivedGroupchat> past, RoomContext context) {
    var room = new Room(new RoomState(stored, context));
    room.state.loaded();
    try {
      past.forEach(room::remember);
    } catch (RuntimeException | Error e) {
      room.putAway();
      throw e;
    }
    return room;
  }

  /**
   * A room that comes into being when somebody enters it (§10.1).
   *
   * @param newest what was said last in an earlier room of this name, if there was one
   */
  static Room created(
      Jid jid, Optional<ArchivedGroupchat> newest, Instant now, RoomContext context) {
    var before = newest.map(ArchivedGroupchat::id).orElse(new ArchiveId(0));
    var since = context.archiveIds().next(now, before);
    var blank = new RoomRecord(jid, context.settings().defaults(), Subject.NONE, Map.of(), since);
    var room = new Room(new RoomState(blank, context));
    room.state.created();
    return room;
  }

  /**
   * Takes a stanza to the room or to one of its occupants.
   *
   * @param stanza from the sender's full address
   * @throws chat.mongoose.stanza.StanzaError to refuse it; nothing has changed then
   */
  List<Effect> take(Stanza stanza, Instant now) {
    if (stanza instanceof Presence presence) {
      return take(presence, now);
    }
    if (stanza instanceof Message message) {
      return take(message, now);
    }
    return take((Iq) stanza, now);
  }

  /** Whether many hear of what this user does, and he is not one of those who keep order. */
  boolean isCrowdFor(Jid full) {
    return state.occupants().size() > Reach.SMALL
        && (Guest.names(full)
            || !state.occupants().at(full).map(Occupant::isOutstanding).orElse(false));
  }

  /** How many deliveries these cause, now or when they have been archived. */
  int reach(List<Effect> effects) {
    var deliveries = 0;
    for (Effect effect : effects) {
      if (effect instanceof Effect.Tell tell) {
        deliveries += tell.to().size();
      } else if (effect instanceof Effect.Brief brief) {
        deliveries += brief.stanzas().size();
      } else if (effect instanceof Effect.Send send) {
        // an answer with an item for each occupant is as long as the many
        deliveries += send.stanza().element().children().stream().mapToInt(Room::items).sum();
      } else if (effect instanceof Effect.Archive archive) {
        deliveries += archive.message().recipient().isPresent() ? 1 : state.occupants().size();
      } else if (effect instanceof Effect.Say say) {
        deliveries += say.message().recipient().isPresent() ? 1 : state.occupants().size();
      }
    }
    return deliveries;
  }

  private static int items(Element payload) {
    return payload.children().size();
  }

  /** Says what was accepted before, now that it is archived, if it has to be. */
  List<Effect> said(Accepted accepted) {
    return accepted
        .recipient()
        .map(user -> privateMessages.said(accepted.message(), user))
        .orElseGet(() -> saying.said(accepted));
  }

  /** A name passes on to somebody else; who had it is being told that he has to leave. */
  List<Effect> passOn(NamePassedOn name) {
    return state.affiliations().passOn(name.name(), name.former()) ? state.keep() : List.of();
  }

  /** It is not needed any more, and gives back what it holds of all rooms' memory. */
  void putAway() {
    state.history().clear();
  }

  /** Whether somebody is here from this full address. */
  boolean has(Jid full) {
    return state.occupants().at(full).isPresent();
  }

  /** Nobody is here. */
  boolean isEmpty() {
    return state.occupants().isEmpty();
  }

  /** The room is no more; who comes now comes to another one of the same name. */
  boolean isDestroyed() {
    return state.isDestroyed();
  }

  /** What this user may see of the archive, if he may read it. */
  ArchiveView view(Jid user) {
    return new ArchiveView(access.seesJids(user), state.since());
  }

  /** What others may know of the room without asking it. */
  RoomSummary summary() {
    return new RoomSummary(
        state.jid(),
        state.name(),
        state.configuration().listed() && !state.isLocked(),
        state.isStored());
  }

  private List<Effect> take(Presence presence, Instant now) {
    var here = state.occupants().at(presence.from().orElseThrow());
    return switch (presence.type()) {
      case AVAILABLE -> available(presence, here, now);
      case UNAVAILABLE -> exit.leave(presence);
      case ERROR -> exit.lost(presence);
      // §17.3: neither a way in nor a way out
      default -> List.of();
    };
  }

  private List<Effect> available(Presence presence, Optional<Occupant> here, Instant now) {
    if (Entrance.isAskedFor(presence)) {
      return entrance.enter(presence, now);
    }
    if (here.isEmpty()) {
      return Exit.notHere(presence);
    }
    var nick = presence.to().flatMap(Jid::resource);
    return nick.isEmpty() || nick.get().equals(here.get().nick())
        ? availability.change(here.get(), presence)
        : nickChange.change(here.get(), presence);
  }

  private List<Effect> take(Message message, Instant now) {
    if (message.isError()) {
      return exit.lost(message);
    }
    access.checkExists(message.from().orElseThrow());
    return message.to().orElseThrow().isBare()
        ? saying.accept(message, now)
        : privateMessages.accept(message, now);
  }

  private List<Effect> take(Iq iq, Instant now) {
    if (!iq.to().orElseThrow().isBare()) {
      return occupantRequests.pass(iq);
    }
    if (!iq.isRequest()) {
      return List.of();
    }
    access.checkExists(iq.from().orElseThrow());
    return switch (iq.payload().namespace()) {
      case RoomDisco.NS_INFO, RoomDisco.NS_ITEMS -> List.of(new Effect.Send(disco.answer(iq)));
      case Ownership.NS -> ownership.answer(iq, now);
      case RoomAdministration.NS -> administration.answer(iq, now);
      case OccupantRequests.NS_PING -> List.of(new Effect.Send(iq.result()));
      default -> {
        access.check(iq.from().orElseThrow());
        yield List.of(new Effect.Refer(iq));
      }
    };
  }

  private void remember(ArchivedGroupchat past) {
    if (past.id().compareTo(state.since()) < 0) {
      return;
    }
    state.newest(past.id());
    if (past.recipient().isPresent()) {
      return;
    }
    if (Subject.isChangedBy(past.message())) {
      recall(past);
    } else {
      state.history().add(past.message(), past.at());
    }
  }

  /** A subject is stored behind its being said; where that was cut short the archive has it. */
  private void recall(ArchivedGroupchat past) {
    if (state.subject().at().filter(past.at()::isBefore).isPresent()) {
      return;
    }
    try {
      state.subject(Subject.of(past.message(), past.nick(), past.at()));
    } catch (StanzaError tooLong) {
      // an older version may have accepted it; then the one before stays
    }
  }
}
