package chat.mongoose.gauntlet;

import java.io.IOException;

/** Before any login: a frame that announces 8 MiB, and half of it. */
final class LongFrames implements Attack {

  private static final byte[] HEADER = {
    (byte) 0x81, (byte) 0xff, 0, 0, 0, 0, 0, (byte) 0x80, 0, 0, 0, 0, 0, 0
  };
  private static final int PIECE = 64 * 1024;
  private static final int PIECES = 64;

  @Override
  public String name() {
    return "frames of 8 MiB before the login";
  }

  @Override
  public void go(Ground ground) throws IOException {
    var socket = ground.webSocket();
    socket.write(HEADER);
    for (int i = 0; i < PIECES && !ground.isOver(); i++) {
      socket.write(new byte[PIECE]);
    }
  }
}
