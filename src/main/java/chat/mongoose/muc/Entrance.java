package chat.mongoose.muc;

import chat.mongoose.session.Guest;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Presence;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Lets somebody in (XEP-0045 §7.2). */
final class Entrance {

  /** Of the {@code <x/>} by which a client asks to enter. */
  static final String NS = "http://jabber.org/protocol/muc";

  /** Places from which one occupant may be here at once; the oldest makes room for a new one. */
  static final int MAX_PLACES = 20;

  /** Nicknames under which one user may be here at once. */
  static final int MAX_NICKS = 10;

  private static final int NON_ANONYMOUS = 100;
  private static final int SELF = 110;
  private static final int ARCHIVED = 170;
  private static final int CREATED = 201;
  private static final int RENAMED = 210;

  private final RoomState room;
  private final Admission admission;
  private final Announcements announcements;
  private final Greeting greeting;
  private final Crowd crowd;
  private final NickChange nickChange;
  private final Availability availability;
  private final Exit exit;

  Entrance(RoomState room) {
    this.room = room;
    this.admission = new Admission(room);
    this.announcements = new Announcements(room);
    this.greeting = new Greeting(room);
    this.crowd = new Crowd(room);
    this.nickChange = new NickChange(room);
    this.availability = new Availability(room);
    this.exit = new Exit(room);
  }

  /** True for a presence that asks to enter. */
  static boolean isAskedFor(Presence presence) {
    return presence.element().has(NS, "x");
  }

  List<Effect> enter(Presence presence, Instant now) {
    var wanted = wantedNick(presence);
    var nickname = Nickname.of(wanted, room.settings().maxNickname());
    var x = presence.element().child(NS, "x").orElseThrow();
    var history = HistoryRequest.of(x, room.configuration().history(), now);
    var place = Place.of(presence);
    var effects = new ArrayList<Effect>();
    // who cannot configure the room need not be told that he could
    var created = room.isCreated() && !room.isOfSite();
    var here = room.occupants().at(place.jid());
    if (here.isPresent()) {
      effects.addAll(again(here.get(), place, nickname, presence));
    } else {
      admission.check(place.jid(), x, now);
      room.context().visits().check(place.jid());
      effects.addAll(anew(place, nickname));
      if (Guest.names(place.jid())) {
        room.guestBans().entered(place.jid(), room.network(place.jid()));
      }
    }
    var occupant = room.occupants().at(place.jid()).orElseThrow();
    var codes = codes(created, !occupant.nick().equals(wanted));
    effects.add(greeting.of(occupant, place, presence.id(), history, codes));
    return effects;
  }

  /** §7.2.1: the client has lost its bearings and gets all it would get if it were new. */
  private List<Effect> again(Occupant occupant, Place place, Nickname nickname, Presence presence) {
    return occupant.nickname().key().equals(nickname.key())
        ? availability.enter(occupant, place)
        : nickChange.change(occupant, presence, occupant.jidsBut(place.jid()));
  }

  private List<Effect> anew(Place place, Nickname nickname) {
    var user = place.jid().bare();
    var alike = room.occupants().of(nickname);
    if (!alike.isEmpty()) {
      return besides(alike, place);
    }
    room.context().names().accept(user, nickname);
    admission.checkSpace(user);
    if (room.occupants().of(user).size() >= MAX_NICKS) {
      throw new StanzaError(
          Condition.RESOURCE_CONSTRAINT, "You are here under " + MAX_NICKS + " names already.");
    }
    if (room.isCreated() && !room.affiliations().of(user).isAtLeast(Affiliation.ADMIN)) {
      room.context().openings().open(room.jid(), place.jid());
    }
    var effects = new ArrayList<>(own(user));
    var affiliation = room.affiliations().of(user);
    var role = Role.initial(affiliation, room.configuration().moderated());
    var id = room.context().occupantIds().of(room.jid(), user);
    var occupant = new Occupant(room.jid(), user, id, nickname, affiliation, role);
    var others = room.occupants().audience();
    if (crowd.hides(occupant)) {
      room.occupants().putHidden(occupant, place);
    } else {
      room.occupants().put(occupant, place);
    }
    effects.addAll(announcements.presence(occupant, others));
    if (!Guest.names(user)) {
      effects.add(new Effect.Reserve(user, nickname));
    }
    return effects;
  }

  /** §7.2.8: the same user again, from another place, is the same occupant. */
  private List<Effect> besides(Set<Occupant> alike, Place place) {
    var user = place.jid().bare();
    if (!alike.stream().allMatch(occupant -> occupant.user().equals(user))) {
      throw new StanzaError(Condition.CONFLICT, "Somebody else has this nickname here.");
    }
    var holder = alike.iterator().next();
    var effects = new ArrayList<Effect>();
    if (holder.placeCount() >= MAX_PLACES) {
      // what is lost and not yet missed must not keep its user out
      effects.addAll(exit.giveUp(holder, holder.oldest().jid()));
    }
    effects.addAll(availability.enter(holder, place));
    return effects;
  }

  /**
   * The first to enter a room without an owner owns it (§10.1.1), unless it is the site's. A guest
   * owns only what he has made, and that does not last: whoever comes early does not rule over a
   * room that is there for everybody.
   */
  private List<Effect> own(Jid user) {
    var created = room.isCreated();
    room.entered();
    if (room.isOfSite() || room.affiliations().hasOwner()) {
      room.accompanied(user);
      return List.of();
    }
    if (Guest.names(user)) {
      if (!created) {
        return List.of();
      }
      room.madeByGuest();
    }
    room.affiliations().set(user, Affiliation.OWNER);
    return room.keep();
  }

  private int[] codes(boolean created, boolean renamed) {
    var codes = IntStream.builder();
    if (room.configuration().jidsVisible()) {
      codes.add(NON_ANONYMOUS);
    }
    codes.add(SELF);
    if (room.configuration().archived()) {
      codes.add(ARCHIVED);
    }
    if (created) {
      codes.add(CREATED);
    }
    if (renamed) {
      codes.add(RENAMED);
    }
    return codes.build().toArray();
  }

  private static String wantedNick(Presence presence) {
    return presence
        .to()
        .flatMap(Jid::resource)
        .orElseThrow(
            () ->
                new StanzaError(
                    Condition.JID_MALFORMED, "Enter with a nickname behind the room's address."));
  }
}
