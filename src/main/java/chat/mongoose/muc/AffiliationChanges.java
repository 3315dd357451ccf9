package chat.mongoose.muc;

import chat.mongoose.security.SecurityEvent.Kind;
import chat.mongoose.session.Guest;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Bans, members, admins and owners (XEP-0045 §9.1 to §9.5, §10.3 to §10.8), by bare address. */
final class AffiliationChanges {

  /** Characters of an address that can be associated with a room. */
  static final int MAX_JID = 512;

  private static final int BANNED = 301;
  private static final int NO_LONGER_MEMBER = 321;

  private final RoomState room;
  private final Exit exit;
  private final Crowd crowd;

  /**
   * A change that has been checked.
   *
   * @param before what the user is until then
   * @param item completes the item that tells of it
   */
  record Change(
      Jid user, Affiliation before, Affiliation affiliation, UnaryOperator<Element> item) {

    /** What the security log is told: of bans, and of who keeps order now or did. */
    Optional<Effect> trace(Jid actor) {
      if (affiliation == Affiliation.OUTCAST) {
        return Optional.of(Effect.Trace.of(Kind.BANNED, actor, user.toString()));
      }
      var concernsStaff =
          before.isAtLeast(Affiliation.ADMIN) || affiliation.isAtLeast(Affiliation.ADMIN);
      return before == affiliation || !concernsStaff
          ? Optional.empty()
          : Optional.of(
              new Effect.Trace(
                  Kind.STAFF_CHANGED, actor, user.toString(), before.text(), affiliation.text()));
    }
  }

  AffiliationChanges(RoomState room) {
    this.room = room;
    this.exit = new Exit(room);
    this.crowd = new Crowd(room);
  }

  /** Checks whether this user may change this affiliation; nothing is changed. */
  Change check(Jid actor, Element item) {
    var own = room.affiliations().of(actor);
    if (!own.isAtLeast(Affiliation.ADMIN)) {
      throw new StanzaError(Condition.FORBIDDEN, "Only admins may do this.");
    }
    var user = user(item);
    var wanted = Affiliation.of(item.attribute("affiliation").orElseThrow());
    var current = room.affiliations().of(user);
    if (wanted == Affiliation.OUTCAST && user.sameBare(actor)) {
      throw new StanzaError(Condition.CONFLICT, "You cannot ban yourself.");
    }
    if (Standing.isBelow(actor, user) && takes(current, wanted)) {
      throw new StanzaError(
          Condition.NOT_ALLOWED, "A guest cannot take anything from somebody with an account.");
    }
    if (wanted.isAtLeast(Affiliation.ADMIN)
        && Guest.names(user)
        && room.configuration().persistent()) {
      throw new StanzaError(Condition.NOT_ALLOWED, "A room that lasts is in no guest's charge.");
    }
    if (own != Affiliation.OWNER
        && current.isAtLeast(Affiliation.ADMIN)
        && !Standing.isBelow(user, actor)) {
      throw new StanzaError(Condition.NOT_ALLOWED, "Only owners may do this to an admin.");
    }
    if (own != Affiliation.OWNER && wanted.isAtLeast(Affiliation.ADMIN)) {
      throw new StanzaError(Condition.FORBIDDEN, "Only owners appoint admins and owners.");
    }
    return new Change(user, current, wanted, AdminItem.explanation(room, actor, item));
  }

  /** A ban may only be lifted by who could have made it. */
  private static boolean takes(Affiliation current, Affiliation wanted) {
    return !wanted.isAtLeast(current) || current == Affiliation.OUTCAST && wanted != current;
  }

  /**
   * Checks what no change can be blamed for alone; §10.4: a room has at least one owner, unless it
   * is the site's or a guest's.
   */
  void checkTogether(List<Change> changes) {
    var more = changes.stream().filter(this::isNew).count();
    if (more > 0) {
      var lasts = room.configuration().persistent();
      room.affiliations()
          .checkSpace(more, lasts ? Affiliations.CAPACITY : Affiliations.TEMPORARY_CAPACITY);
    }
    var owners = new ArrayList<>(room.affiliations().all(Affiliation.OWNER));
    for (Change change : changes) {
      owners.remove(change.user());
      if (change.affiliation() == Affiliation.OWNER) {
        owners.add(change.user());
      }
    }
    if (owners.isEmpty() && room.affiliations().hasOwnerWithAccount() && !room.isOfSite()) {
      throw new StanzaError(Condition.CONFLICT, "A room cannot be without an owner.");
    }
  }

  private boolean isNew(Change change) {
    return change.affiliation() != Affiliation.NONE
        && room.affiliations().of(change.user()) == Affiliation.NONE;
  }

  /** Makes them; of a guest's ban it is remembered from where he came. */
  List<Effect> make(List<Change> changes, Instant now) {
    for (Change change : changes) {
      if (change.affiliation() != Affiliation.OUTCAST) {
        room.guestBans().lift(change.user());
      } else if (Guest.names(change.user())) {
        room.guestBans().ban(change.user(), now.plus(room.settings().guestBan()));
      }
    }
    return make(changes);
  }

  /** Makes changes of which none is a ban. */
  List<Effect> make(List<Change> changes) {
    if (changes.isEmpty()) {
      return List.of();
    }
    var effects = new ArrayList<Effect>();
    for (Change change : changes) {
      room.affiliations().set(change.user(), change.affiliation());
      for (Occupant occupant : room.occupants().of(change.user())) {
        effects.addAll(tell(occupant, change));
      }
    }
    effects.addAll(room.keep());
    return effects;
  }

  private List<Effect> tell(Occupant occupant, Change change) {
    var before = occupant.affiliation();
    // a moderator of the site stays admin
    var after = room.affiliations().of(change.user());
    var moderated = occupant.isModerator();
    room.occupants().associate(occupant, after, role(occupant.role(), before, after));
    if (after == Affiliation.OUTCAST) {
      return exit.remove(occupant, change.item(), BANNED);
    }
    if (after == Affiliation.NONE && before != after && room.configuration().membersOnly()) {
      // §9.4
      return exit.remove(occupant, change.item(), NO_LONGER_MEMBER);
    }
    return before == after ? List.of() : crowd.changed(occupant, moderated, change.item());
  }

  /** §5.1.3: what an affiliation brings is certain, what its loss takes is for us to say. */
  private Role role(Role role, Affiliation before, Affiliation after) {
    var initial = Role.initial(after, room.configuration().moderated());
    var demoted = before.isAtLeast(Affiliation.ADMIN) && !after.isAtLeast(Affiliation.ADMIN);
    return demoted || !role.isAtLeast(initial) ? initial : role;
  }

  private Jid user(Element item) {
    var jid =
        item.attribute("jid")
            .map(Jid::of)
            .map(Jid::bare)
            .or(() -> item.attribute("nick").flatMap(room.occupants()::named).map(Occupant::user))
            .orElseThrow(
                () ->
                    new StanzaError(
                        Condition.ITEM_NOT_FOUND, "Say by address whom this concerns."));
    if (jid.isHost() || jid.toString().length() > MAX_JID) {
      throw new StanzaError(
          Condition.NOT_ACCEPTABLE,
          "Users have affiliations, by addresses of at most " + MAX_JID + " characters.");
    }
    return jid;
  }
}
