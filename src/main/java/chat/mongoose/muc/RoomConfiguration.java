package chat.mongoose.muc;

import java.util.Arrays;
import java.util.Locale;

/**
 * What an owner can choose for a room (XEP-0045 §10.2).
 *
 * @param title a name for people, may be empty
 * @param description may be empty
 * @param persistent stays when its last occupant leaves
 * @param listed can be found by asking the service for its rooms
 * @param membersOnly only for those with an affiliation
 * @param moderated only members and those who were given voice may speak
 * @param password what everybody must know to enter; empty for none
 * @param jidsVisible everybody sees real addresses (non-anonymous); else moderators alone do
 * @param subjectOpen participants may change the subject, not moderators alone
 * @param privateMessages who may send them through the room
 * @param maxOccupants at most so many; 0 for what the service allows
 * @param history messages that a newcomer gets at most
 * @param archived what is said goes to the archive first
 */
public record RoomConfiguration(
    String title,
    String description,
    boolean persistent,
    boolean listed,
    boolean membersOnly,
    boolean moderated,
    String password,
    boolean jidsVisible,
    boolean subjectOpen,
    Privilege privateMessages,
    int maxOccupants,
    int history,
    boolean archived) {

  /** Characters of a title. */
  static final int MAX_TITLE = 200;

  /** Characters of a description. */
  static final int MAX_DESCRIPTION = 1000;

  /** Characters of a password. */
  static final int MAX_PASSWORD = 200;

  /** Who has a privilege that an owner can give (§16.5.3, {@code muc#roomconfig_allowpm}). */
  public enum Privilege {
    ANYONE(Role.VISITOR),
    PARTICIPANTS(Role.PARTICIPANT),
    MODERATORS(Role.MODERATOR),
    NONE(null);

    private final Role least;

    Privilege(Role least) {
      this.least = least;
    }

    boolean includes(Role role) {
      return least != null && role.isAtLeast(least);
    }

    /** Reads what was stored; what is none is for nobody. */
    static Privilege stored(String name) {
      return Arrays.stream(values())
          .filter(each -> each.name().equalsIgnoreCase(name))
          .findFirst()
          .orElse(NONE);
    }

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The same, but for what becomes of it when its last occupant leaves. */
  RoomConfiguration persistent(boolean stays) {
    return with(stays, listed);
  }

  RoomConfiguration listed(boolean shown) {
    return with(persistent, shown);
  }

  private RoomConfiguration with(boolean stays, boolean shown) {
    return new RoomConfiguration(
        title,
        description,
        stays,
        shown,
        membersOnly,
        moderated,
        password,
        jidsVisible,
        subjectOpen,
        privateMessages,
        maxOccupants,
        history,
        archived);
  }

  boolean hasPassword() {
    return !password.isEmpty();
  }

  /** Without the password, which belongs in no log. */
  @Override
  public String toString() {
    return "RoomConfiguration[" + title + ", persistent=" + persistent + ", listed=" + listed + "]";
  }
}
