package chat.mongoose.websocket;

import java.nio.ByteBuffer;

/**
 * Stands before a server's own reader of frames (RFC 6455 §5), which would hold a frame until it is
 * whole, whatever length it declares. Here a frame is judged by its header, and a long one goes on
 * in fragments, as it comes, so that nobody but the endpoint holds what is not whole yet.
 *
 * <p>Who calls: the thread that reads the connection, one at a time. What happens when full: it
 * holds no more than a header or a frame of {@link #SHORT} octets. A message that is too long is
 * thrown away as it comes, and told of once: at its end, since who is told before may not read why,
 * for the connection is closed on what he still sends; or at once, or in its middle, if it is
 * longer than what is thrown away with patience. Behind what breaks the rules of framing nothing is
 * read any more.
 */
final class FrameGate {

  /** Octets that what passes may be longer than what came: a frame that was held, and a header. */
  static final int MARGIN = 160;

  /** Octets of a control frame at most (§5.5), and of others that are passed in one piece. */
  private static final int SHORT = 125;

  private static final int FINAL = 0x80;
  private static final int RESERVED = 0x70;
  private static final int OPCODE = 0x0F;
  private static final int CONTROL = 0x08;
  private static final int LAST_DATA = 0x2;
  private static final int LAST_CONTROL = 0xA;
  private static final int MASKED = 0x80;
  private static final int LENGTH = 0x7F;
  private static final int TWO_OCTETS = 126;
  private static final int EIGHT_OCTETS = 127;
  private static final int MASK_OCTETS = 4;

  private final Rules rules;

  /** The beginning of a frame; null between frames, mostly. */
  private byte[] held;

  /** Octets of the frame's payload that are still to come. */
  private long left;

  private int first;
  private boolean begun;
  private final byte[] mask = new byte[MASK_OCTETS];
  private int turn;

  /** Within a message of several frames. */
  private boolean fragmented;

  /** Octets that the message has so far. */
  private long message;

  private boolean tooLong;
  private boolean told;

  /** Octets of a message that is too long which have come. */
  private long thrown;

  private boolean broken;

  /** Who decides, and is told. Called by the thread that reads. */
  interface Rules {

    /** Octets of payload that a message may have now. */
    int limit();

    /** Octets of a message that is too long which are thrown away before it is told of. */
    long patience();

    /** A message was longer than the limit, or will be; it does not come through. */
    void tooLong();

    /**
     * A frame is none (close code 1002); nothing more comes through.
     *
     * @param why at most 100 characters
     */
    void broken(String why);
  }

  FrameGate(Rules rules) {
    this.rules = rules;
  }

  /** A frame or a message of several has begun and not ended. */
  boolean isUnfinished() {
    return held != null || left > 0 || fragmented;
  }

  /**
   * Takes all that has come.
   *
   * @return what may pass: whole frames; for the caller to read, perhaps the same buffer
   */
  ByteBuffer pass(ByteBuffer came) {
    var in = came;
    if (held != null) {
      in = ByteBuffer.allocate(held.length + came.remaining()).put(held).put(came).flip();
      held = null;
    } else if (left == 0 && isWhole(in)) {
      return in;
    }
    var out = ByteBuffer.allocate(in.remaining() + MARGIN);
    while (in.hasRemaining() && !broken) {
      if (left > 0) {
        part(in, out);
      } else if (!frame(in, out)) {
        break;
      }
    }
    return out.flip();
  }

  /** The usual case: one whole frame and nothing else, within all bounds. */
  private boolean isWhole(ByteBuffer in) {
    if (broken || fragmented || in.remaining() < 2 + MASK_OCTETS) {
      return false;
    }
    var start = in.position();
    int length = in.get(start + 1) & LENGTH;
    var header = 2 + MASK_OCTETS;
    if (length == TWO_OCTETS && in.remaining() >= header + 2) {
      header += 2;
      length = Short.toUnsignedInt(in.getShort(start + 2));
    }
    return in.get(start) == (byte) (FINAL | 1)
        && in.get(start + 1) < 0
        && length != EIGHT_OCTETS
        && in.remaining() == header + length
        && length <= rules.limit();
  }

  /** Takes a frame, or its beginning; false if more has to come first. */
  private boolean frame(ByteBuffer in, ByteBuffer out) {
    if (in.remaining() < 2) {
      return hold(in);
    }
    var start = in.position();
    first = in.get(start) & 0xFF;
    var second = in.get(start + 1) & 0xFF;
    var wrong = wrong(first, second);
    if (wrong != null) {
      return refuse(wrong);
    }
    var code = second & LENGTH;
    var header = 2 + MASK_OCTETS + (code == EIGHT_OCTETS ? 8 : code == TWO_OCTETS ? 2 : 0);
    if (in.remaining() < header) {
      return hold(in);
    }
    var length = length(in, start, code);
    if (length < 0) {
      return refuse("A length has 63 bits.");
    }
    var control = (first & CONTROL) != 0;
    var whole = in.remaining() - header >= length;
    if (!whole && length <= SHORT) {
      return hold(in);
    }
    if (!control) {
      count(length);
    }
    if (whole && (control || !tooLong)) {
      copy(in, out, header + (int) length);
    } else {
      in.position(start + header - MASK_OCTETS);
      in.get(mask);
      turn = 0;
      begun = false;
      left = length;
    }
    if (!control && left == 0) {
      ended();
    }
    return true;
  }

  private String wrong(int octet, int second) {
    var opcode = octet & OPCODE;
    if ((octet & RESERVED) != 0) {
      return "No extension was agreed on.";
    }
    if ((second & MASKED) == 0) {
      // §5.1
      return "A client masks its frames.";
    }
    if ((opcode & CONTROL) != 0) {
      if (opcode > LAST_CONTROL) {
        return "This opcode is reserved.";
      }
      return (octet & FINAL) == 0 || (second & LENGTH) > SHORT
          ? "A control frame is one frame of at most 125 octets."
          : null;
    }
    if (opcode > LAST_DATA) {
      return "This opcode is reserved.";
    }
    if (fragmented != (opcode == 0)) {
      return fragmented ? "A message has not ended." : "There is no message to continue.";
    }
    return null;
  }

  private static long length(ByteBuffer in, int start, int code) {
    return switch (code) {
      case TWO_OCTETS -> Short.toUnsignedInt(in.getShort(start + 2));
      case EIGHT_OCTETS -> in.getLong(start + 2);
      default -> code;
    };
  }

  private void count(long length) {
    // two of 63 bits may overflow, so it is compared before it is added
    if (!tooLong && length > rules.limit() - message) {
      tooLong = true;
      told = false;
      thrown = message;
      if (length > rules.patience()) {
        tell();
      }
    }
    message += tooLong ? 0 : length;
  }

  /** A fragment that ends no message, or one that does, has come to its end. */
  private void ended() {
    fragmented = (first & FINAL) == 0;
    if (!fragmented) {
      if (tooLong) {
        tell();
      }
      message = 0;
      tooLong = false;
    }
  }

  private void tell() {
    if (!told) {
      told = true;
      rules.tooLong();
    }
  }

  /** Passes what there is of a long frame as a fragment. */
  private void part(ByteBuffer in, ByteBuffer out) {
    var size = (int) Math.min(left, in.remaining());
    left -= size;
    if (tooLong) {
      in.position(in.position() + size);
      thrown += size;
      if (thrown > rules.patience()) {
        tell();
      }
    } else {
      out.put((byte) ((left == 0 ? first & FINAL : 0) | (begun ? 0 : first & OPCODE)));
      if (size <= SHORT) {
        out.put((byte) (MASKED | size));
      } else {
        out.put((byte) (MASKED | TWO_OCTETS)).putShort((short) size);
      }
      for (int i = 0; i < MASK_OCTETS; i++) {
        out.put(mask[(turn + i) % MASK_OCTETS]);
      }
      copy(in, out, size);
      turn = (turn + size) % MASK_OCTETS;
      begun = true;
    }
    if (left == 0) {
      ended();
    }
  }

  private static void copy(ByteBuffer in, ByteBuffer out, int size) {
    out.put(in.slice(in.position(), size));
    in.position(in.position() + size);
  }

  private boolean hold(ByteBuffer in) {
    held = new byte[in.remaining()];
    in.get(held);
    return false;
  }

  private boolean refuse(String why) {
    broken = true;
    rules.broken(why);
    return false;
  }
}
