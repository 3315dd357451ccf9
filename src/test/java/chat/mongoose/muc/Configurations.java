package chat.mongoose.muc;

import chat.mongoose.muc.RoomConfiguration.Privilege;

/** The usual configuration with one thing changed, for tests. */
final class Configurations {

  private Configurations() {}

  static RoomConfiguration membersOnly() {
    return with(false, true, false, "", false, true, Privilege.ANYONE, 0);
  }

  static RoomConfiguration moderated() {
    return with(false, false, true, "", false, true, Privilege.ANYONE, 0);
  }

  static RoomConfiguration password(String password) {
    return with(false, false, false, password, false, true, Privilege.ANYONE, 0);
  }

  static RoomConfiguration nonAnonymous() {
    return with(false, false, false, "", true, true, Privilege.ANYONE, 0);
  }

  static RoomConfiguration subjectOpen() {
    return with(true, false, false, "", false, true, Privilege.ANYONE, 0);
  }

  static RoomConfiguration unarchived() {
    return with(false, false, false, "", false, false, Privilege.ANYONE, 0);
  }

  static RoomConfiguration privateMessages(Privilege who) {
    return with(false, false, false, "", false, true, who, 0);
  }

  static RoomConfiguration privateMessagesWhenModerated(Privilege who) {
    return with(false, false, true, "", false, true, who, 0);
  }

  static RoomConfiguration maxOccupants(int max) {
    return with(false, false, false, "", false, true, Privilege.ANYONE, max);
  }

  static RoomConfiguration hidden() {
    var usual = Stage.DEFAULTS;
    return new RoomConfiguration(
        "A Dark Cave",
        "The place for all good witches!",
        true,
        false,
        false,
        false,
        "",
        false,
        false,
        usual.privateMessages(),
        0,
        50,
        true);
  }

  static RoomConfiguration temporary() {
    return new RoomConfiguration(
        "", "", false, true, false, false, "", false, false, Privilege.ANYONE, 0, 50, true);
  }

  static RoomConfiguration withoutHistory() {
    return new RoomConfiguration(
        "", "", true, true, false, false, "", false, false, Privilege.ANYONE, 0, 0, true);
  }

  private static RoomConfiguration with(
      boolean subjectOpen,
      boolean membersOnly,
      boolean moderated,
      String password,
      boolean jidsVisible,
      boolean archived,
      Privilege privateMessages,
      int maxOccupants) {
    return new RoomConfiguration(
        "",
        "",
        true,
        true,
        membersOnly,
        moderated,
        password,
        jidsVisible,
        subjectOpen,
        privateMessages,
        maxOccupants,
        50,
        archived);
  }
}
