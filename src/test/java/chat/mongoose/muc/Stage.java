package chat.mongoose.muc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import chat.mongoose.muc.RoomConfiguration.Privilege;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.xml.Element;
import chat.mongoose.xml.Xml;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A room with people around it: what they send goes to the room, and what the room decides is
 * carried out here, so that a test reads who received what. The archive takes everything at once,
 * until it is told to hold.
 */
final class Stage {

  static final Jid ROOM = Jid.of("coven@chat.shakespeare.lit");
  static final Jid CRONE = Jid.of("crone1@shakespeare.lit/desktop");
  static final Jid WICCA = Jid.of("wiccarocks@shakespeare.lit/laptop");
  static final Jid HAG = Jid.of("hag66@shakespeare.lit/pda");
  static final Jid GUEST = Jid.of("guest-abcdefghijklmnopqrstuvwxyz@shakespeare.lit/web");

  static final RoomConfiguration DEFAULTS =
      new RoomConfiguration(
          "", "", true, true, false, false, "", false, false, Privilege.ANYONE, 0, 50, true);
  static final RoomSettings SETTINGS =
      new RoomSettings(DEFAULTS, 100, 1000, 64, false, true, false, SiteRooms.NONE);

  private final RoomContext context;
  private final Map<Jid, List<Element>> received = new HashMap<>();
  private final Deque<Effect> held = new ArrayDeque<>();
  private Room room;
  private boolean holding;
  private Instant now = Instant.parse("1610-04-20T00:00:00Z").plus(Duration.ofDays(200_000));

  final Map<Jid, String> networks = new HashMap<>();
  BiConsumer<Jid, Nickname> names = (user, nickname) -> {};
  final List<Effect.Reserve> reserved = new ArrayList<>();
  final Map<Jid, Affiliation> site = new HashMap<>();
  final List<ArchivedGroupchat> archived = new ArrayList<>();
  final List<Stanza> referred = new ArrayList<>();
  Optional<RoomRecord> stored = Optional.empty();
  int writes;

  /** A room that does not exist before somebody enters it. */
  Stage() {
    this(SETTINGS);
  }

  Stage(RoomSettings settings) {
    this(
        settings,
        new Openings(OpeningLimits.NONE, user -> Optional.empty(), user -> {}),
        new Visits(1000));
  }

  Stage(RoomSettings settings, Openings openings, Visits visits) {
    this.context =
        new RoomContext(
            settings,
            new OccupantIds(new byte[OccupantIds.SECRET_LENGTH]),
            new ArchiveIds(),
            user -> site.getOrDefault(user, Affiliation.NONE),
            user -> Optional.ofNullable(networks.get(user)),
            openings,
            new RoomMemory(),
            visits,
            (user, nickname) -> names.accept(user, nickname),
            new GroupchatFilters(List.of(new ForgedMarks(), new MessageSize(2000))),
            () -> Set.of("urn:xmpp:mam:2"));
    this.room = Room.created(ROOM, Optional.empty(), now, context);
  }

  /** The crone has made a room, and the hag is there; what they were told then is forgotten. */
  static Stage ofTwo() {
    var stage = new Stage();
    stage.enters(CRONE, "firstwitch");
    stage.enters(HAG, "thirdwitch");
    stage.forget();
    return stage;
  }

  /** A room that was made before and has this configuration and these users. */
  Stage(RoomConfiguration configuration, Map<Jid, Affiliation> affiliations) {
    this();
    stored =
        Optional.of(
            new RoomRecord(
                ROOM, configuration, Subject.NONE, bare(affiliations), new ArchiveId(0)));
    reload();
  }

  /** The room was made before, with this configuration, and nobody is in it. */
  void has(RoomConfiguration configuration) {
    stored =
        Optional.of(new RoomRecord(ROOM, configuration, Subject.NONE, Map.of(), new ArchiveId(0)));
    reload();
  }

  /** Everybody goes without a word, and the room is loaded from the store and the archive. */
  void reload() {
    var past = archived.subList(Math.max(0, archived.size() - 50), archived.size());
    room =
        stored
            .map(record -> Room.stored(record, past, context))
            .orElseGet(
                () ->
                    Room.created(
                        ROOM, past.stream().reduce((older, newer) -> newer), now, context));
    received.clear();
  }

  Room room() {
    return room;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  Instant now() {
    return now;
  }

  /** What is accepted from now on is not archived before {@link #release}. */
  void hold() {
    holding = true;
  }

  /** The archive is done with all that it holds. */
  void release() {
    holding = false;
    while (!held.isEmpty()) {
      carryOut(held.poll());
    }
  }

  void enters(Jid who, String nick) {
    enters(who, nick, "");
  }

  /**
   * @param wishes children of the {@code <x/>}
   */
  void enters(Jid who, String nick, String wishes) {
    sends(who, join(nick, wishes));
  }

  static String join(String nick, String wishes) {
    return "<presence to='"
        + ROOM
        + "/"
        + nick
        + "'><x xmlns='"
        + Entrance.NS
        + "'>"
        + wishes
        + "</x></presence>";
  }

  void leaves(Jid who) {
    sends(who, "<presence type='unavailable' to='" + ROOM + "/any'/>");
  }

  void says(Jid who, String text) {
    sends(
        who,
        "<message type='groupchat' to='"
            + ROOM
            + "'><body>"
            + Xml.escape(text)
            + "</body></message>");
  }

  /** Sends a stanza, written without its namespace and without {@code from}. */
  void sends(Jid who, String xml) {
    room.take(stanza(who, xml), now).forEach(this::carryOut);
  }

  /** Sends a stanza that must be refused, and answers why it was; nothing may come of it. */
  StanzaError isRefused(Jid who, String xml) {
    var before = count();
    var error = catchThrowableOfType(StanzaError.class, () -> sends(who, xml));
    assertThat(error).as("refusal of " + xml).isNotNull();
    assertThat(count()).as("stanzas sent for what was refused").isEqualTo(before);
    return error;
  }

  static Stanza stanza(Jid from, String xml) {
    var element = Xml.parse(xml).inNamespace("", Stanza.NS);
    return Stanza.of(element.with("from", from.toString()));
  }

  /** All that this address received, in order, since {@link #forget}. */
  List<Element> received(Jid who) {
    return received.getOrDefault(who, List.of());
  }

  Element last(Jid who) {
    var all = received(who);
    assertThat(all).as("stanzas for " + who).isNotEmpty();
    return all.get(all.size() - 1);
  }

  /** The bodies of the messages that this address received. */
  List<String> heard(Jid who) {
    return received(who).stream()
        .flatMap(stanza -> stanza.child(Stanza.NS, "body").stream())
        .map(Element::text)
        .toList();
  }

  /** Forgets what was received so far. */
  void forget() {
    received.clear();
  }

  static String from(Element stanza) {
    return stanza.attribute("from").orElseThrow();
  }

  static Element x(Element stanza) {
    var all = stanza.children(MucUser.NS, "x");
    assertThat(all).as("x of " + stanza).hasSize(1);
    return all.get(0);
  }

  static Element item(Element stanza) {
    return x(stanza).child(MucUser.NS, "item").orElseThrow();
  }

  static String role(Element stanza) {
    return item(stanza).attribute("role").orElseThrow();
  }

  static String affiliation(Element stanza) {
    return item(stanza).attribute("affiliation").orElseThrow();
  }

  static List<Integer> codes(Element stanza) {
    return x(stanza).children(MucUser.NS, "status").stream()
        .map(status -> Integer.parseInt(status.attribute("code").orElseThrow()))
        .toList();
  }

  private void carryOut(Effect effect) {
    if (effect instanceof Effect.Send send) {
      deliver(Rendered.of(send.stanza()), send.stanza().to().orElseThrow());
    } else if (effect instanceof Effect.Tell tell) {
      assertThat(tell.to()).as("recipients").isNotEmpty().doesNotHaveDuplicates();
      tell.to().forEach(to -> deliver(tell.stanza(), to));
    } else if (effect instanceof Effect.Brief brief) {
      brief.stanzas().forEach(stanza -> deliver(stanza, brief.to()));
    } else if (effect instanceof Effect.Refer refer) {
      referred.add(refer.request());
    } else if (effect instanceof Effect.Reserve reserve) {
      reserved.add(reserve);
    } else if (effect instanceof Effect.Keep keep) {
      stored = Optional.of(keep.room());
      writes++;
    } else if (effect instanceof Effect.Forget) {
      stored = Optional.empty();
      writes++;
    } else if (holding) {
      held.add(effect);
    } else if (effect instanceof Effect.Archive archive) {
      archived.add(archive.message());
      said(Accepted.of(archive.message()));
    } else if (effect instanceof Effect.Say say) {
      said(say.message());
    }
  }

  private void said(Accepted accepted) {
    room.said(accepted).forEach(this::carryOut);
  }

  private void deliver(Rendered stanza, Jid to) {
    var element = Xml.parse(stanza.text(Rendered.address(to)));
    assertThat(element.attribute("to")).as("to of " + element).contains(to.toString());
    received.computeIfAbsent(to, key -> new ArrayList<>()).add(element);
  }

  private int count() {
    return received.values().stream().mapToInt(List::size).sum() + writes + archived.size();
  }

  private static Map<Jid, Affiliation> bare(Map<Jid, Affiliation> affiliations) {
    var bare = new HashMap<Jid, Affiliation>();
    affiliations.forEach((jid, affiliation) -> bare.put(jid.bare(), affiliation));
    return bare;
  }
}
