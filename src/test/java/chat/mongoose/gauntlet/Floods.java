package chat.mongoose.gauntlet;

import chat.mongoose.testkit.StreamClient;
import java.io.IOException;

/** As much as goes, into a room of visitors or to one of them. */
final class Floods implements Attack {

  private static final String ROOM = Visitors.address(0);
  private static final String ONE = ROOM + "/visitor0";

  enum Kind {
    IQ(
        "<iq xmlns='%s' to='" + ONE + "' type='get' id='q'><query xmlns='u'>%s</query></iq>",
        200_000),
    PRIVATE("<message xmlns='%s' to='" + ONE + "' type='chat'><body>%s</body></message>", 9_000),
    GROUPCHAT(
        "<message xmlns='%s' to='" + ROOM + "' type='groupchat'><body>%s</body></message>", 9_000),
    PRESENCE(
        "<presence xmlns='%s' to='" + ROOM + "/flooder'><status>%s</status></presence>", 9_000);

    private final String stanza;
    private final int length;

    Kind(String stanza, int length) {
      this.stanza = stanza;
      this.length = length;
    }
  }

  private final Kind kind;

  Floods(Kind kind) {
    this.kind = kind;
  }

  @Override
  public String name() {
    return "a flood of " + kind.name().toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public boolean isForContainer() {
    return false;
  }

  @Override
  public void go(Ground ground) throws IOException {
    var guest = ground.guest();
    guest.enter(ROOM, ground.fresh());
    var stanza = kind.stanza.formatted(StreamClient.CLIENT, "x".repeat(kind.length));
    while (!ground.isOver()) {
      guest.send(stanza);
    }
  }
}
