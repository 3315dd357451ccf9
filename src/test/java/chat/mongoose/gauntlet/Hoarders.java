package chat.mongoose.gauntlet;

import chat.mongoose.testkit.StreamClient;
import java.io.IOException;

/** Guests who ask the archive for all it has, do not read, go, and might come back. */
final class Hoarders implements Attack {

  private static final String FILL =
      "<message xmlns='%s' to='%s' type='groupchat'><body>%s</body></message>";
  private static final String ASK =
      "<iq xmlns='%s' type='set' id='q%d' to='%s'><query xmlns='urn:xmpp:mam:2'><set"
          + " xmlns='http://jabber.org/protocol/rsm'><max>250</max></set></query></iq>";
  private static final String ROOM = "hoard@conference.localhost";
  private static final int QUESTIONS = 40;

  @Override
  public String name() {
    return "resumable guests who ask and do not read";
  }

  @Override
  public boolean isForContainer() {
    return false;
  }

  @Override
  public void go(Ground ground) throws IOException {
    var guest = ground.guest();
    guest.enable("max='300'");
    guest.enter(ROOM, ground.fresh());
    for (int i = 0; i < 5; i++) {
      guest.send(FILL.formatted(StreamClient.CLIENT, ROOM, "x".repeat(9_000)));
    }
    for (int i = 0; i < QUESTIONS && !ground.isOver(); i++) {
      guest.send(ASK.formatted(StreamClient.CLIENT, i, ROOM));
    }
    guest.drop();
  }
}
