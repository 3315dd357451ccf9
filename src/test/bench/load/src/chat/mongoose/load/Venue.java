package chat.mongoose.load;

/** A room of a day: its address, who is in it, and what it has said. */
final class Venue {

  final Room room;
  final RoomOrder order = new RoomOrder();
  private int occupants;

  Venue(String jid) {
    this.room = new Room(jid);
  }

  int occupants() {
    return occupants;
  }

  void entered() {
    occupants++;
  }

  void left() {
    occupants--;
  }
}
