package chat.mongoose.gauntlet;

import chat.mongoose.testkit.RawWebSocket;
import java.io.IOException;

/** Frames of the size that is allowed after a login, and fragments, that never come to an end. */
final class HeldFrames implements Attack {

  private static final int LENGTH = 250_000;

  @Override
  public String name() {
    return "frames and fragments without an end";
  }

  @Override
  public void go(Ground ground) throws IOException {
    var guest = ground.guest();
    if (guest.hashCode() % 2 == 0) {
      guest.socket().write(header(LENGTH));
      guest.socket().write(new byte[LENGTH - 1]);
      return;
    }
    guest.socket().send(false, RawWebSocket.TEXT, new byte[] {'<'});
    for (int i = 0; i < LENGTH / 25 && !ground.isOver(); i++) {
      guest.socket().send(false, RawWebSocket.CONTINUATION, "aaaaaaaaaaaaaaaaaaaaaaaaa".getBytes());
    }
  }

  private static byte[] header(int length) {
    return new byte[] {
      (byte) 0x81,
      (byte) 0xff,
      0,
      0,
      0,
      0,
      (byte) (length >> 24),
      (byte) (length >> 16),
      (byte) (length >> 8),
      (byte) length,
      0,
      0,
      0,
      0
    };
  }
}
