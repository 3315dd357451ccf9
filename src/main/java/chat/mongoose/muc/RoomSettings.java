package chat.mongoose.muc;

/**
 * What the operator has decided for all rooms.
 *
 * @param defaults the configuration of a new room
 * @param maxOccupants occupants that any room may have
 * @param maxShown occupants of whom everybody is told, see {@link Crowd}
 * @param maxNickname characters of a nickname
 * @param lockedAtFirst a new room is locked until its creator has configured it (XEP-0045 §10.1)
 * @param guestsCreate guests may make rooms, which last as long as somebody is in them
 * @param ownersStopArchive owners may switch the archive of their room off
 * @param siteRooms those that belong to the site
 */
record RoomSettings(
    RoomConfiguration defaults,
    int maxOccupants,
    int maxShown,
    int maxNickname,
    boolean lockedAtFirst,
    boolean guestsCreate,
    boolean ownersStopArchive,
    SiteRooms siteRooms) {

  /** Messages that any room keeps for newcomers. */
  int maxHistory() {
    return defaults.history();
  }
}
