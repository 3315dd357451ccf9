package chat.mongoose.muc;

import chat.mongoose.session.Guest;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** Kicks, voice and moderators (XEP-0045 §8.2 to §8.4, §9.6, §9.7), by nickname. */
final class RoleChanges {

  private static final int KICKED = 307;

  private final RoomState room;
  private final Exit exit;
  private final Crowd crowd;

  /**
   * A change that has been checked.
   *
   * @param item completes the item that tells of it
   */
  record Change(Occupant occupant, Role role, UnaryOperator<Element> item) {}

  RoleChanges(RoomState room) {
    this.room = room;
    this.exit = new Exit(room);
    this.crowd = new Crowd(room);
  }

  /** Checks whether this user may change this role; nothing is changed. */
  Change check(Jid user, Element item) {
    var actor =
        room.occupants()
            .at(user)
            .filter(Occupant::isModerator)
            .orElseThrow(
                () -> new StanzaError(Condition.FORBIDDEN, "Only moderators may do this."));
    var occupant =
        item.attribute("nick")
            .flatMap(room.occupants()::named)
            .orElseThrow(
                () -> new StanzaError(Condition.ITEM_NOT_FOUND, "Nobody here has this nickname."));
    var role = Role.of(item.attribute("role").orElseThrow());
    if (role == Role.MODERATOR && !isAdmin(actor)) {
      throw new StanzaError(Condition.FORBIDDEN, "Only admins appoint moderators.");
    }
    if (!mayLose(actor, occupant, role)) {
      throw new StanzaError(Condition.NOT_ALLOWED, occupant.nick() + " cannot be put down by you.");
    }
    return new Change(occupant, role, AdminItem.explanation(room, user, item));
  }

  List<Effect> make(Change change, Instant now) {
    var occupant = change.occupant();
    if (room.occupants().named(occupant.nick()).filter(occupant::equals).isEmpty()) {
      return List.of();
    }
    if (change.role() == Role.NONE) {
      if (Guest.names(occupant.user())) {
        room.guestBans().kick(occupant.user(), now.plus(room.settings().guestKick()));
      }
      return exit.remove(occupant, change.item(), KICKED);
    }
    var moderated = occupant.isModerator();
    room.occupants().associate(occupant, occupant.affiliation(), change.role());
    return crowd.changed(occupant, moderated, change.item());
  }

  /** §5.1.1 and §5.1.3: who is not above another cannot take anything from him. */
  private static boolean mayLose(Occupant actor, Occupant occupant, Role role) {
    if (role.isAtLeast(occupant.role())) {
      return true;
    }
    if (Standing.isBelow(actor.user(), occupant.user())) {
      return false;
    }
    if (Standing.isBelow(occupant.user(), actor.user())) {
      return true;
    }
    if (occupant.isModerator() && !isAdmin(actor)) {
      return false;
    }
    if (role == Role.NONE) {
      // §8.2
      return actor.affiliation().isAtLeast(occupant.affiliation());
    }
    // §8.4, §9.7
    return !isAdmin(occupant) && !occupant.affiliation().isAtLeast(actor.affiliation());
  }

  private static boolean isAdmin(Occupant occupant) {
    return occupant.affiliation().isAtLeast(Affiliation.ADMIN);
  }
}
