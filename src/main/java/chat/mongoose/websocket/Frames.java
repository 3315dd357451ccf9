package chat.mongoose.websocket;

import chat.mongoose.stanza.Rendered;
import java.nio.ByteBuffer;
import java.util.List;

/** Encodes unmasked, final text frames (RFC 6455 §5.2), several behind each other. */
final class Frames {

  private static final byte FINAL_TEXT = (byte) 0x81;
  private static final int MAX_LENGTH_7_BITS = 125;
  private static final int MAX_LENGTH_16_BITS = 0xFFFF;

  private Frames() {}

  /** One buffer, ready to be read, with a frame for each of the batch. */
  static ByteBuffer encode(List<Rendered> batch, byte[] address) {
    var size = 0;
    for (Rendered frame : batch) {
      var length = frame.length(address);
      size += headerLength(length) + length;
    }
    var out = ByteBuffer.allocate(size);
    for (Rendered frame : batch) {
      header(frame.length(address), out);
      frame.write(out, address);
    }
    return out.flip();
  }

  private static int headerLength(int length) {
    if (length <= MAX_LENGTH_7_BITS) {
      return 2;
    }
    return length <= MAX_LENGTH_16_BITS ? 4 : 10;
  }

  private static void header(int length, ByteBuffer out) {
    out.put(FINAL_TEXT);
    switch (headerLength(length)) {
      case 2 -> out.put((byte) length);
      case 4 -> out.put((byte) 126).putShort((short) length);
      default -> out.put((byte) 127).putLong(length);
    }
  }
}
