package chat.mongoose.gauntlet;

import java.io.IOException;
import java.time.Duration;

/**
 * Connections that say nothing: before the handshake, behind it, and behind the stream's header.
 */
final class IdleConnections implements Attack {

  private static final String OPEN =
      "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/>";

  @Override
  public String name() {
    return "connections that say nothing";
  }

  @Override
  public void go(Ground ground) throws IOException {
    ground.socket();
    ground.webSocket();
    ground.webSocket().send(OPEN);
    ground.rest(Duration.ofMillis(10));
  }
}
