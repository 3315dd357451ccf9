package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;

/** Who may know what is said in a room (XEP-0313 §6.1.2, XEP-0045 §14.4). */
final class Access {

  private final RoomState room;

  Access(RoomState room) {
    this.room = room;
  }

  /**
   * Checks that this user may read the archive: who is here or associated with the room, and anyone
   * else who could enter without a password a room that everybody can find, in the list of rooms or
   * in the site's pages.
   *
   * @throws StanzaError {@code forbidden}, or {@code item-not-found} if there is no such room for
   *     him
   */
  void check(Jid user) {
    checkExists(user);
    if (!isInsider(user) && !isOpenTo(user)) {
      throw new StanzaError(
          Condition.FORBIDDEN, "You are not allowed to read what is said in this room.");
    }
  }

  boolean mayLookInside(Jid user) {
    return isInsider(user) || isOpenTo(user);
  }

  /**
   * True if this user may see who is behind a nickname, also of what was said before (XEP-0313
   * §6.1.2): where everybody may, as a moderator, or as somebody who is one as soon as he enters.
   */
  boolean seesJids(Jid user) {
    return room.configuration().jidsVisible()
        || room.affiliations().of(user).isAtLeast(Affiliation.ADMIN)
        || room.occupants().at(user).filter(Occupant::isModerator).isPresent();
  }

  /** True for an occupant, and for whoever the room is a place of. */
  boolean isInsider(Jid user) {
    return room.occupants().at(user).isPresent()
        || room.affiliations().of(user).isAtLeast(Affiliation.MEMBER);
  }

  /**
   * Checks that there is a room, which one that is locked is for its owner alone (§7.2.10, §17.2).
   *
   * @throws StanzaError {@code item-not-found}
   */
  void checkExists(Jid user) {
    if (room.isCreated()) {
      throw new StanzaError(Condition.ITEM_NOT_FOUND, "There is no such room.");
    }
    if (room.isLocked() && room.affiliations().of(user) != Affiliation.OWNER) {
      throw new StanzaError(Condition.ITEM_NOT_FOUND, "This room is not open yet.");
    }
  }

  private boolean isOpenTo(Jid user) {
    var configuration = room.configuration();
    return (configuration.listed() || room.isUnlistedOfSite())
        && !configuration.membersOnly()
        && !configuration.hasPassword()
        && room.affiliations().of(user) != Affiliation.OUTCAST;
  }
}
