package chat.mongoose.gauntlet;

import java.util.List;

/** Every attack of the gauntlet, in the order in which they run. */
final class Attacks {

  private Attacks() {}

  static List<Attack> all() {
    return List.of(
        new LongFrames(),
        new HeldFrames(),
        new WaitingLogins(),
        new Hoarders(),
        new Trickles(Trickles.Kind.BODIES),
        new Trickles(Trickles.Kind.HEADERS),
        new UnreadPages(),
        new IdleConnections(),
        new RoomGrabbers(),
        new Floods(Floods.Kind.IQ),
        new Floods(Floods.Kind.PRIVATE),
        new Floods(Floods.Kind.GROUPCHAT),
        new Floods(Floods.Kind.PRESENCE),
        new BoshHoarders(),
        new FrameStorms(),
        new Poison(),
        new BadRequests());
  }
}
