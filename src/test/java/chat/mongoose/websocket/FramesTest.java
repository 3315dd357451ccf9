package chat.mongoose.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.Rendered;
import chat.mongoose.xml.Element;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** RFC 6455 §5.2: final text frames of each of the three lengths. */
class FramesTest {

  @Test
  void framesOfEveryLengthFollowEachOther() {
    var texts =
        IntStream.of(0, 1, 100, 108, 109, 110, 1_000, 65_515, 65_518, 65_519, 70_000)
            .mapToObj(length -> Element.of("a", "b").plus("ü" + "x".repeat(length)))
            .toList();
    var out = Frames.encode(texts.stream().map(Rendered::of).toList(), new byte[0]);

    for (Element expected : texts) {
      assertThat(decode(out)).isEqualTo(expected.toString());
    }
    assertThat(out.hasRemaining()).isFalse();
  }

  @Test
  void aShortFrameIsTwoBytesLonger() {
    var out = Frames.encode(List.of(Rendered.of(Element.of("", "a"))), new byte[0]);

    assertThat(out.array()).startsWith((byte) 0x81, (byte) 13);
    assertThat(out.remaining()).isEqualTo(15);
  }

  private static String decode(ByteBuffer in) {
    assertThat(in.get()).isEqualTo((byte) 0x81);
    int length = in.get();
    assertThat(length).isNotNegative();
    var size =
        switch (length) {
          case 126 -> Short.toUnsignedInt(in.getShort());
          case 127 -> (int) in.getLong();
          default -> length;
        };
    assertThat(length).isEqualTo(size <= 125 ? size : size <= 0xFFFF ? 126 : 127);
    var bytes = new byte[size];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
