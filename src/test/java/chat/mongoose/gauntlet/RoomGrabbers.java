package chat.mongoose.gauntlet;

import chat.mongoose.testkit.StreamClient;
import java.io.IOException;
import java.time.Duration;

/** Guests who open a new room with each stanza. */
final class RoomGrabbers implements Attack {

  private static final String ENTER =
      "<presence xmlns='%s' to='%s@conference.localhost/me'><x"
          + " xmlns='http://jabber.org/protocol/muc'/></presence>";

  @Override
  public String name() {
    return "guests who open rooms";
  }

  @Override
  public boolean isForContainer() {
    return false;
  }

  @Override
  public void go(Ground ground) throws IOException {
    var guest = ground.guest();
    while (!ground.isOver()) {
      guest.send(ENTER.formatted(StreamClient.CLIENT, "grab" + ground.fresh()));
      ground.rest(Duration.ofMillis(20));
    }
  }
}
