package chat.mongoose.gauntlet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Logins that the brake holds, and as much as goes behind them. */
final class WaitingLogins implements Attack {

  private static final String OPEN =
      "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/>";
  private static final String AUTH =
      "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>%s</auth>";
  private static final int FRAMES = 64;
  private static final String BIG = "<a xmlns='u'>\u0101" + "a".repeat(250_000) + "</a>";

  @Override
  public String name() {
    return "logins that wait, with input behind them";
  }

  @Override
  public void go(Ground ground) throws IOException {
    var socket = ground.webSocket();
    socket.send(OPEN);
    var wrong = ("\0admin\0" + ground.fresh()).getBytes(StandardCharsets.UTF_8);
    socket.send(AUTH.formatted(Base64.getEncoder().encodeToString(wrong)));
    for (int i = 0; i < FRAMES && !ground.isOver(); i++) {
      socket.send(BIG);
    }
  }
}
