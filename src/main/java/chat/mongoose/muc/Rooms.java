package chat.mongoose.muc;

import chat.mongoose.cluster.Lanes;
import chat.mongoose.db.Secrets;
import chat.mongoose.routing.IqHandler.Addressee;
import chat.mongoose.routing.IqRouter;
import chat.mongoose.routing.PostOffice;
import chat.mongoose.security.SecurityEvent;
import chat.mongoose.security.SecurityEvent.Kind;
import chat.mongoose.security.SecurityLog;
import chat.mongoose.session.Addresses;
import chat.mongoose.session.NamePassedOn;
import chat.mongoose.session.Session;
import chat.mongoose.session.Sessions;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rooms that live on this node.
 *
 * <p>Who calls: any thread. What guards what: the map is concurrent, and a home is put in, used and
 * taken out in its room's lane alone. What happens when full: a lane that has too much waiting
 * refuses with {@code resource-constraint}. A room that is stored opens in any case: those who are
 * in rooms are bounded ({@link Visits}), and so are rooms that are not stored ({@link Openings}).
 */
@ApplicationScoped
public class Rooms {

  /** Characters of the name of a room. */
  static final int MAX_NAME = 128;

  private final ConcurrentHashMap<Jid, RoomHome> homes = new ConcurrentHashMap<>();

  @Inject private MucSettings settings;
  @Inject private Lanes lanes;
  @Inject private PostOffice post;
  @Inject private IqRouter iqs;
  @Inject private RoomStore store;
  @Inject private Secrets secrets;
  @Inject private RoomArchive archive;
  @Inject private GroupchatFilters filters;
  @Inject private SiteAffiliations site;
  @Inject private Sessions sessions;
  @Inject private Addresses addresses;
  @Inject private ReservedNames names;
  @Inject private RoomMemory memory;
  @Inject private Reach reach;
  @Inject private Clock clock;

  private Openings openings;
  private Lookups lookups;
  private ArchiveShare share;
  private Visits visits;
  private RoomContext context;

  @PostConstruct
  void prepare() {
    openings = new Openings(settings.openings(), this::network, this::tooMany);
    lookups = new Lookups(this::network);
    share = new ArchiveShare(this::network);
    visits = new Visits(settings.roomsBySession());
  }

  private void tooMany(Jid user) {
    SecurityLog.tell(
        SecurityEvent.of(Kind.LIMIT_REACHED, address(user).orElse(""))
            .name(user.toString())
            .reason("rooms"));
  }

  /** Where a client comes from, if that tells it from others. */
  private Optional<String> network(Jid full) {
    return address(full).flatMap(addresses::network);
  }

  private Optional<String> address(Jid full) {
    return sessions.find(full).map(Session::remoteAddress);
  }

  /**
   * Takes a stanza to a room or one of its occupants into the room's lane; never blocks.
   *
   * @throws StanzaError {@code resource-constraint} if too much is waiting there
   */
  void take(Stanza stanza) {
    var room = stanza.to().orElseThrow().bare();
    checkName(room);
    var lane = RoomHome.lane(room);
    var octets = stanza.element().weight();
    if (WaitingStanzas.isDeparture(stanza)) {
      leave(room, lane, stanza, octets);
    } else if (!memory.arrives(octets)) {
      throw RoomHome.notNow();
    } else if (!lanes.offer(lane, () -> arrived(room, stanza, octets), octets)) {
      memory.arrived(octets);
      throw RoomHome.notNow();
    }
  }

  /** Is never refused; where no more may wait, nothing else is told than that he leaves. */
  private void leave(Jid room, String lane, Stanza stanza, int octets) {
    var kept = memory.arrives(octets) ? octets : 0;
    var departure = kept == octets ? stanza : Stanza.of(MessageSize.bare(stanza));
    lanes.put(
        lane,
        () -> {
          memory.arrived(kept);
          find(room).ifPresent(home -> home.take(departure));
        });
  }

  private void arrived(Jid room, Stanza stanza, int octets) {
    memory.arrived(octets);
    enter(room, stanza);
  }

  /**
   * What this user, who may read the archive of this room, may see of it now. In the room's lane
   * only.
   *
   * @throws StanzaError {@code item-not-found} if there is no such room any more
   */
  public ArchiveView archiveView(Jid room, Jid user) {
    return find(room)
        .flatMap(home -> home.view(user))
        .orElseThrow(() -> new StanzaError(Condition.ITEM_NOT_FOUND, "There is no such room."));
  }

  /** A name passes on to somebody else; told within the transaction that decides it. */
  void passOn(@Observes NamePassedOn passedOn) {
    store.passOn(passedOn);
  }

  /** The same for the rooms that live here. What is loaded from now on has read it. */
  void passedOn(@Observes(during = TransactionPhase.AFTER_SUCCESS) NamePassedOn passedOn) {
    for (Jid room : homes.keySet()) {
      lanes.put(RoomHome.lane(room), () -> find(room).ifPresent(home -> home.passOn(passedOn)));
    }
  }

  /** What everybody may know of the rooms that live here. */
  List<RoomSummary> summaries() {
    return homes.values().stream().flatMap(home -> home.summary().stream()).toList();
  }

  private Optional<RoomHome> find(Jid room) {
    return Optional.ofNullable(homes.get(room));
  }

  private void enter(Jid room, Stanza stanza) {
    var home = homes.get(room);
    if (home == null) {
      home = new RoomHome(room, surroundings(), () -> homes.remove(room));
      homes.put(room, home);
    }
    home.take(stanza);
  }

  private RoomSurroundings surroundings() {
    return new RoomSurroundings(
        lanes,
        post,
        iqs,
        store,
        names::keep,
        archive,
        this::context,
        openings,
        lookups,
        reach,
        share,
        this::address,
        memory.itself().orElseThrow(),
        clock);
  }

  /** Reads the secret at the first call, which blocks and fails while the database is down. */
  private synchronized RoomContext context() {
    if (context == null) {
      names.start();
      context =
          new RoomContext(
              settings.rooms(),
              new OccupantIds(secrets.of("occupant ids"), site::life),
              new ArchiveIds(),
              site,
              this::network,
              openings,
              memory.itself().orElseThrow(),
              visits,
              names,
              filters,
              () -> iqs.features(Addressee.ROOM));
    }
    return context;
  }

  private static void checkName(Jid room) {
    if (room.local().orElseThrow().length() > MAX_NAME) {
      throw new StanzaError(
          Condition.JID_MALFORMED, "The name of a room has at most " + MAX_NAME + " characters.");
    }
  }
}
