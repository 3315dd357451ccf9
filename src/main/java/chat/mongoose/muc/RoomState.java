package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a room is and who is in it: the ground on which its rules stand. Has no rules itself. */
final class RoomState {

  private final Jid jid;
  private final RoomContext context;
  private final Affiliations affiliations;
  private final GuestBans guestBans;
  private final Occupants occupants;
  private final History history;
  private RoomConfiguration configuration;
  private Subject subject;
  private final ArchiveId since;
  private ArchiveId newest;
  private final boolean ofSite;
  private boolean kept;
  private boolean created;
  private boolean unconfigured;
  private boolean locked;
  private boolean destroyed;

  RoomState(RoomRecord stored, RoomContext context) {
    this.jid = stored.jid();
    this.context = context;
    this.affiliations = new Affiliations(stored.affiliations(), this::bySite);
    this.guestBans = new GuestBans(stored.guestBans());
    stored.guestBans().forEach(ban -> affiliations.set(ban.guest(), Affiliation.OUTCAST));
    this.occupants = new Occupants(jid, context.visits());
    this.history = new History(jid, context.settings().maxHistory(), context.memory());
    this.configuration = stored.configuration();
    this.subject = stored.subject();
    this.ofSite = context.settings().siteRooms().names(jid);
    this.since = stored.since();
    this.newest = since;
  }

  /** The room's bare address. */
  Jid jid() {
    return jid;
  }

  /** What people call it. */
  String name() {
    return configuration.title().isEmpty() ? jid.local().orElseThrow() : configuration.title();
  }

  RoomContext context() {
    return context;
  }

  RoomSettings settings() {
    return context.settings();
  }

  Affiliations affiliations() {
    return affiliations;
  }

  GuestBans guestBans() {
    return guestBans;
  }

  Occupants occupants() {
    return occupants;
  }

  History history() {
    return history;
  }

  RoomConfiguration configuration() {
    return configuration;
  }

  void configure(RoomConfiguration changed) {
    configuration = changed;
  }

  Subject subject() {
    return subject;
  }

  void subject(Subject changed) {
    subject = changed;
  }

  /** Where this room's archive begins, which may have more under its name. */
  ArchiveId since() {
    return since;
  }

  /** A new identifier for the archive, behind all that are under the room's name. */
  ArchiveId nextId(Instant now) {
    newest = context.archiveIds().next(now, newest);
    return newest;
  }

  void newest(ArchiveId id) {
    newest = id;
  }

  /** Nobody has entered yet, and nobody had made the room before. */
  boolean isCreated() {
    return created;
  }

  /** The room belongs to the site, and not to whoever comes first. */
  boolean isOfSite() {
    return ofSite;
  }

  /** It was in the store. */
  void loaded() {
    kept = true;
  }

  /** It is in the store, or on its way there. */
  boolean isStored() {
    return kept && configuration.persistent();
  }

  /** This room is made by the first who enters. */
  void created() {
    created = true;
    unconfigured = !ofSite;
    locked = settings().lockedAtFirst() && !ofSite;
    if (ofSite) {
      var listed = configuration.listed() && !isUnlistedOfSite();
      configuration = configuration.persistent(true).listed(listed);
    }
  }

  /** One of the many rooms that stand in the site's pages, and in no list. */
  boolean isUnlistedOfSite() {
    return ofSite && settings().siteRooms().areMany(jid);
  }

  /** A guest has made it: it lasts as long as somebody is in it. */
  void madeByGuest() {
    configuration = configuration.persistent(false);
  }

  void entered() {
    created = false;
  }

  /** Its creator is alone with it and has not chosen a configuration (XEP-0045 §10.1.1). */
  boolean isUnconfigured() {
    return unconfigured;
  }

  void configured() {
    unconfigured = false;
    locked = false;
  }

  /** Somebody has come; if it is not its creator, he is no longer alone with it. */
  void accompanied(Jid user) {
    unconfigured = unconfigured && affiliations.of(user) == Affiliation.OWNER;
  }

  /** Nobody but its owner may enter yet (§7.2.10). */
  boolean isLocked() {
    return locked;
  }

  boolean isDestroyed() {
    return destroyed;
  }

  void destroyed() {
    destroyed = true;
    occupants.clear();
  }

  /** True if this occupant may see real addresses (§7.2.3, §7.2.4). */
  boolean seesJids(Occupant occupant) {
    return configuration.jidsVisible() || occupant.isModerator();
  }

  /** Where nothing lasts, a room is its owners' own; but no guest is above the site's staff. */
  private Affiliation bySite(Jid user) {
    return configuration.persistent() || !affiliations.hasOwnerWithAccount()
        ? context.site().apply(user)
        : Affiliation.NONE;
  }

  /** Stores the room, if it is one that is stored. */
  List<Effect> keep() {
    if (!configuration.persistent() || locked) {
      return List.of();
    }
    kept = true;
    return List.of(
        new Effect.Keep(
            new RoomRecord(
                jid, configuration, subject, affiliations.lasting(), guestBans.lasting(), since)));
  }

  /** Lifts the bans of guests whose time is over. */
  void expireBans(Instant now) {
    for (Jid guest : guestBans.expire(now)) {
      if (affiliations.of(guest) == Affiliation.OUTCAST) {
        affiliations.set(guest, Affiliation.NONE);
      }
    }
  }

  /** From where a guest comes, as it is remembered here; nothing where that tells nobody apart. */
  Optional<String> network(Jid guest) {
    return context.networks().apply(guest).map(from -> context.occupantIds().ofNetwork(jid, from));
  }

  /** Stores a room in which something is said for the first time: one of the site's. */
  List<Effect> keptBefore(Effect said) {
    if (kept || !configuration.persistent() || locked) {
      return List.of(said);
    }
    return List.of(keep().get(0), said);
  }
}
