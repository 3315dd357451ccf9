package chat.mongoose.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 6455 §5: what a frame is, and how much of one is held. */
class FrameGateTest {

  private static final int LIMIT = 20_000;

  private final List<String> told = new ArrayList<>();
  private final FrameGate gate =
      new FrameGate(
          new FrameGate.Rules() {
            @Override
            public int limit() {
              return LIMIT;
            }

            @Override
            public long patience() {
              return 8 * LIMIT;
            }

            @Override
            public void tooLong() {
              told.add("too long");
            }

            @Override
            public void broken(String why) {
              told.add(why);
            }
          });

  @Test
  void aWholeFramePassesAsItIs() {
    var frame = ByteBuffer.wrap(frame(true, 1, "hello".getBytes(StandardCharsets.UTF_8)));

    assertThat(gate.pass(frame)).isSameAs(frame);
    assertThat(gate.isUnfinished()).isFalse();
  }

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  /** Messages, fragments and control frames between, cut anywhere. */
  @ParameterizedTest
  @MethodSource("seeds")
  void whateverComesInPiecesIsTheSameAndWhole(int seed) {
    var random = new Random(seed);
    var sent = new ByteArrayOutputStream();
    var expected = new ArrayList<String>();
    for (int i = 0; i < 20; i++) {
      message(random, sent, expected);
    }

    var read = new ArrayList<String>();
    var reader = new Reader(read);
    var all = sent.toByteArray();
    for (int at = 0; at < all.length; ) {
      var size = Math.min(all.length - at, 1 + random.nextInt(random.nextBoolean() ? 10 : 4096));
      var passed = gate.pass(ByteBuffer.wrap(all, at, size));
      assertThat(passed.remaining()).isLessThanOrEqualTo(size + FrameGate.MARGIN);
      reader.read(passed);
      at += size;
    }

    assertThat(read).isEqualTo(expected);
    assertThat(told).isEmpty();
    assertThat(gate.isUnfinished()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "81 05, A client masks its frames.",
    "C1 85, No extension was agreed on.",
    "A1 85, No extension was agreed on.",
    "91 85, No extension was agreed on.",
    "83 85, This opcode is reserved.",
    "87 85, This opcode is reserved.",
    "8B 85, This opcode is reserved.",
    "8F 85, This opcode is reserved.",
    "09 85, A control frame is one frame of at most 125 octets.",
    "88 FE, A control frame is one frame of at most 125 octets.",
    "80 85, There is no message to continue.",
    "81 FF 80 00 00 00 00 00 00 00 00 00 00 00, A length has 63 bits."
  })
  void whatIsNoFrameEndsTheConnection(String octets, String why) {
    var passed = gate.pass(ByteBuffer.wrap(octets(octets)));

    assertThat(passed.hasRemaining()).isFalse();
    assertThat(told).containsExactly(why);
    assertThat(gate.pass(ByteBuffer.wrap(frame(true, 1, new byte[5]))).hasRemaining()).isFalse();
  }

  @Test
  void aNewMessageWithinAnotherEndsTheConnection() {
    gate.pass(ByteBuffer.wrap(frame(false, 1, new byte[5])));
    gate.pass(ByteBuffer.wrap(frame(true, 1, new byte[5])));

    assertThat(told).containsExactly("A message has not ended.");
  }

  @Test
  void aLongFrameIsRefusedByItsHeaderAlone() {
    var header = octets("81 FF 00 00 00 00 00 80 00 00 00 00 00 00");

    assertThat(gate.pass(ByteBuffer.wrap(header)).hasRemaining()).isFalse();
    assertThat(told).containsExactly("too long");

    // what is sent of it is thrown away, and the answer to the close frame comes through
    for (int i = 0; i < 8 << 20; i += 4096) {
      assertThat(gate.pass(ByteBuffer.wrap(new byte[4096])).hasRemaining()).isFalse();
    }
    assertThat(gate.pass(ByteBuffer.wrap(frame(true, 8, new byte[2]))).remaining()).isEqualTo(8);
  }

  @Test
  void whoSendsALittleTooMuchIsToldWhenAllOfItIsRead() {
    var frame = frame(true, 1, new byte[3 * LIMIT]);

    gate.pass(ByteBuffer.wrap(frame, 0, frame.length - 1));
    assertThat(told).isEmpty();

    assertThat(gate.pass(ByteBuffer.wrap(frame, frame.length - 1, 1)).hasRemaining()).isFalse();
    assertThat(told).containsExactly("too long");
    assertThat(gate.isUnfinished()).isFalse();
  }

  @Test
  void aMessageThatGoesOnAndOnIsToldOfInItsMiddle() {
    gate.pass(ByteBuffer.wrap(frame(false, 1, new byte[3 * LIMIT])));
    gate.pass(ByteBuffer.wrap(frame(false, 0, new byte[3 * LIMIT])));
    assertThat(told).isEmpty();

    gate.pass(ByteBuffer.wrap(frame(false, 0, new byte[3 * LIMIT])));
    assertThat(told).containsExactly("too long");

    gate.pass(ByteBuffer.wrap(frame(true, 0, new byte[3 * LIMIT])));
    assertThat(told).containsExactly("too long");
  }

  @Test
  void aWholeFrameThatIsTooLongDoesNotPass() {
    var passed = gate.pass(ByteBuffer.wrap(frame(true, 1, new byte[LIMIT + 1])));

    assertThat(passed.hasRemaining()).isFalse();
    assertThat(told).containsExactly("too long");
  }

  @Test
  void whatComesBetweenAndBehindWhatIsTooLongPasses() {
    gate.pass(ByteBuffer.wrap(frame(false, 1, new byte[LIMIT + 1])));
    var ping = gate.pass(ByteBuffer.wrap(frame(true, 9, new byte[2])));
    var last = gate.pass(ByteBuffer.wrap(frame(true, 0, new byte[5])));
    var next = gate.pass(ByteBuffer.wrap(frame(false, 1, new byte[5])));

    assertThat(ping.remaining()).isEqualTo(8);
    assertThat(last.hasRemaining()).isFalse();
    assertThat(next.remaining()).isEqualTo(11);
    assertThat(told).containsExactly("too long");
  }

  @Test
  void fragmentsThatAreTooLongTogetherAreRefused() {
    for (int i = 0; i < 4; i++) {
      gate.pass(ByteBuffer.wrap(frame(false, i == 0 ? 1 : 0, new byte[LIMIT / 4])));
    }
    assertThat(told).isEmpty();

    var passed = gate.pass(ByteBuffer.wrap(frame(true, 0, new byte[1])));

    assertThat(passed.hasRemaining()).isFalse();
    assertThat(told).containsExactly("too long");
  }

  @Test
  void whatHasBegunIsUnfinished() {
    gate.pass(ByteBuffer.wrap(octets("81")));
    assertThat(gate.isUnfinished()).isTrue();

    gate.pass(ByteBuffer.wrap(octets("80 00 00 00 00")));
    assertThat(gate.isUnfinished()).isFalse();

    gate.pass(ByteBuffer.wrap(frame(false, 1, new byte[5])));
    assertThat(gate.isUnfinished()).isTrue();

    gate.pass(ByteBuffer.wrap(frame(true, 0, new byte[5])));
    assertThat(gate.isUnfinished()).isFalse();

    gate.pass(ByteBuffer.wrap(octets("81 FE 10 00 00 00 00 00")));
    assertThat(gate.isUnfinished()).isTrue();
  }

  /** No noise may break anything but its own connection. */
  @ParameterizedTest
  @MethodSource("seeds")
  void noiseIsBounded(int seed) {
    var random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      var noise = new byte[1 + random.nextInt(64)];
      random.nextBytes(noise);
      var passed = gate.pass(ByteBuffer.wrap(noise));
      assertThat(passed.remaining()).isLessThanOrEqualTo(noise.length + FrameGate.MARGIN);
    }
    assertThat(told.size()).isLessThan(200);
  }

  private static void message(Random random, ByteArrayOutputStream out, List<String> expected) {
    var text = new StringBuilder();
    var fragments = 1 + random.nextInt(3);
    for (int i = 0; i < fragments; i++) {
      var part = "ü€x".repeat(random.nextInt(random.nextBoolean() ? 10 : 1000));
      text.append(part);
      out.writeBytes(
          frame(i + 1 == fragments, i == 0 ? 1 : 0, part.getBytes(StandardCharsets.UTF_8)));
      if (random.nextInt(4) == 0) {
        out.writeBytes(frame(true, 9, "ping".getBytes(StandardCharsets.UTF_8)));
        if (i + 1 < fragments) {
          expected.add("9 ping");
        }
        if (i + 1 == fragments) {
          expected.add("1 " + text);
          expected.add("9 ping");
          return;
        }
      }
    }
    expected.add("1 " + text);
  }

  private static byte[] frame(boolean last, int opcode, byte[] payload) {
    var out = ByteBuffer.allocate(payload.length + 14);
    out.put((byte) (opcode | (last ? 0x80 : 0)));
    if (payload.length < 126) {
      out.put((byte) (0x80 | payload.length));
    } else {
      out.put((byte) (0x80 | 126)).putShort((short) payload.length);
    }
    byte[] mask = {1, 2, 3, 4};
    out.put(mask);
    for (int i = 0; i < payload.length; i++) {
      out.put((byte) (payload[i] ^ mask[i % 4]));
    }
    var frame = new byte[out.position()];
    out.flip().get(frame);
    return frame;
  }

  private static byte[] octets(String hex) {
    var words = hex.split(" ");
    var octets = new byte[words.length];
    for (int i = 0; i < words.length; i++) {
      octets[i] = (byte) Integer.parseInt(words[i], 16);
    }
    return octets;
  }

  /** Reads whole frames only. */
  private static final class Reader {

    private final List<String> read;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private boolean begun;

    Reader(List<String> read) {
      this.read = read;
    }

    void read(ByteBuffer in) {
      while (in.hasRemaining()) {
        var first = in.get() & 0xFF;
        var length = in.get() & 0x7F;
        var size = length == 126 ? Short.toUnsignedInt(in.getShort()) : length;
        var mask = new byte[4];
        in.get(mask);
        var payload = new byte[size];
        in.get(payload);
        for (int i = 0; i < size; i++) {
          payload[i] ^= mask[i % 4];
        }
        take(first, payload);
      }
    }

    private void take(int first, byte[] payload) {
      if ((first & 0xF) == 9) {
        read.add("9 " + new String(payload, StandardCharsets.UTF_8));
        return;
      }
      assertThat(first & 0xF).as("opcode").isEqualTo(begun ? 0 : 1);
      begun = (first & 0x80) == 0;
      text.writeBytes(payload);
      if (!begun) {
        read.add("1 " + text.toString(StandardCharsets.UTF_8));
        text.reset();
      }
    }
  }
}
