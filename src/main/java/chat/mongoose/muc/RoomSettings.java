package chat.mongoose.muc;

import java.time.Duration;

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
 * @param guestBan for how long the ban of a guest holds, for him and for guests from his address
 * @param guestKick the same of a guest who was removed
 */
record RoomSettings(
    RoomConfiguration defaults,
    int maxOccupants,
    int maxShown,
    int maxNickname,
    boolean lockedAtFirst,
    boolean guestsCreate,
    boolean ownersStopArchive,
    SiteRooms siteRooms,
    Duration guestBan,
    Duration guestKick) {

  /** The same with the usual times, for tests. */
  RoomSettings(
      RoomConfiguration defaults,
      int maxOccupants,
      int maxShown,
      int maxNickname,
      boolean lockedAtFirst,
      boolean guestsCreate,
      boolean ownersStopArchive,
      SiteRooms siteRooms) {
    this(
        defaults,
        maxOccupants,
        maxShown,
        maxNickname,
        lockedAtFirst,
        guestsCreate,
        ownersStopArchive,
        siteRooms,
        Duration.ofDays(1),
        Duration.ofMinutes(1));
  }

  /** Messages that any room keeps for newcomers. */
  int maxHistory() {
    return defaults.history();
  }
}
