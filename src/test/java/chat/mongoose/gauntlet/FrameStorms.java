package chat.mongoose.gauntlet;

import chat.mongoose.testkit.RawWebSocket;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;

/** Pings that want an answer which nobody reads, empty frames, and octets without a meaning. */
final class FrameStorms implements Attack {

  private static final int PING = 0x9;
  private static final int FRAMES = 5_000;
  private static final byte[] LARGEST = new byte[125];

  @Override
  public String name() {
    return "storms of frames";
  }

  @Override
  public void go(Ground ground) throws IOException {
    var socket = ground.webSocket();
    for (int i = 0; i < FRAMES && !ground.isOver(); i++) {
      socket.send(true, PING, LARGEST);
      socket.send(
          i == 0 ? false : i == FRAMES - 1, i == 0 ? RawWebSocket.TEXT : RawWebSocket.CONTINUATION);
    }
    var garbage = new byte[4096];
    ThreadLocalRandom.current().nextBytes(garbage);
    socket.write(garbage);
  }
}
