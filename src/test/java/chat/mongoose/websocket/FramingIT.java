package chat.mongoose.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.RawWebSocket;
import chat.mongoose.testkit.RawWebSocket.Frame;
import chat.mongoose.testkit.SharedMongoose;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6455 §5 and §8.1 as a table: what a client may not send, and what it reads then. */
@Tag("server")
@ExtendWith(SharedMongoose.class)
@Timeout(180)
class FramingIT {

  private static final String OPEN =
      "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/>";

  private static final int PING = 0x9;
  private static final int PONG = 0xA;

  private final Mongoose server;

  FramingIT(Mongoose server) {
    this.server = server;
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "81 02 3C 61, not masked",
    "C1 82 00 00 00 00 3C 61, first reserved bit",
    "A1 82 00 00 00 00 3C 61, second reserved bit",
    "91 82 00 00 00 00 3C 61, third reserved bit",
    "83 82 00 00 00 00 3C 61, reserved opcode of data",
    "87 82 00 00 00 00 3C 61, last reserved opcode of data",
    "8B 82 00 00 00 00 3C 61, reserved opcode of control",
    "8F 82 00 00 00 00 3C 61, last reserved opcode of control",
    "09 82 00 00 00 00 3C 61, ping in fragments",
    "80 82 00 00 00 00 3C 61, continuation of nothing",
    "89 FE 00 7E 00 00 00 00 3C, long ping",
    "01 81 00 00 00 00 3C 81 81 00 00 00 00 3C, message within a message",
  })
  void whatIsNoFrameEndsTheConnection(String octets, String what) throws IOException {
    try (var socket = new RawWebSocket(server.webSocket())) {
      socket.write(octets(octets));

      // §7.1.7: failing the connection, with a code or without a word
      assertThat(closeCode(socket).orElse(1002)).as(what).isIn(1002, 1007, 1009);
    }
  }

  @Test
  void aLongMessageBeforeTheLoginIsRefused() throws IOException {
    try (var socket = new RawWebSocket(server.webSocket())) {
      socket.send(OPEN);
      while (!socket.receive().orElseThrow().text().contains("features")) {
        // the header comes first
      }
      socket.send("<a>" + "x".repeat(20_000) + "</a>");

      assertThat(heard(socket)).contains("policy-violation");
    }
  }

  @Test
  void theAddressMayHaveASlashBehindIt() throws IOException {
    try (var socket = new RawWebSocket(URI.create(server.webSocket() + "/"))) {
      socket.send(OPEN);

      assertThat(socket.receive().orElseThrow().text()).startsWith("<open ");
    }
  }

  @Test
  void aPingIsAnswered() throws IOException {
    try (var socket = new RawWebSocket(server.webSocket())) {
      socket.send(true, PING, (byte) 'x');

      var pong = socket.receive().orElseThrow();

      assertThat(pong.opcode()).isEqualTo(PONG);
      assertThat(pong.text()).isEqualTo("x");
    }
  }

  /** Each character cut by a fragment, and each fragment by the network. */
  @Test
  void aMessageInTinyFragmentsIsOneMessage() throws IOException {
    var octets = OPEN.replace("'1.0'/>", "'1.0' xml:lang='de'/>").getBytes(StandardCharsets.UTF_8);
    try (var socket = new RawWebSocket(server.webSocket())) {
      for (int i = 0; i < octets.length; i++) {
        socket.send(
            i + 1 == octets.length,
            i == 0 ? RawWebSocket.TEXT : RawWebSocket.CONTINUATION,
            octets[i]);
      }

      assertThat(socket.receive().orElseThrow().text()).contains("from=\"localhost\"");
    }
  }

  /** What noise is sent changes nothing for others; the seed is in the failure. */
  @Test
  void noiseDisturbsNobody() throws IOException {
    var seed = System.nanoTime();
    var random = new Random(seed);
    try (var witness = new RawWebSocket(server.webSocket())) {
      witness.send(OPEN);
      assertThat(witness.receive()).isPresent();
      for (int i = 0; i < 200; i++) {
        noise(random);
      }
      while (witness.receive().orElseThrow().opcode() != RawWebSocket.TEXT) {
        // the features were on their way
      }
      witness.send(true, PING, (byte) 'x');
      assertThat(witness.receive().orElseThrow().opcode()).as("seed %d", seed).isEqualTo(PONG);
    }
  }

  private void noise(Random random) throws IOException {
    try (var socket = new RawWebSocket(server.webSocket())) {
      var octets = new byte[1 + random.nextInt(300)];
      random.nextBytes(octets);
      if (random.nextBoolean()) {
        // a good beginning, at least
        octets[0] = (byte) (0x81 + random.nextInt(2));
      }
      socket.write(octets);
      socket.write(Arrays.copyOf(octets, random.nextInt(octets.length)));
    } catch (SocketException e) {
      // the server was faster to hang up
    }
  }

  private static String heard(RawWebSocket socket) throws IOException {
    var heard = new StringBuilder();
    var frame = socket.receive();
    while (frame.isPresent() && frame.get().opcode() != RawWebSocket.CLOSE) {
      heard.append(frame.get().text());
      frame = socket.receive();
    }
    return heard.toString();
  }

  private static Optional<Integer> closeCode(RawWebSocket socket) throws IOException {
    Optional<Frame> frame = socket.receive();
    while (frame.isPresent() && frame.get().opcode() != RawWebSocket.CLOSE) {
      assertThat(frame.get().text()).doesNotContain("features");
      frame = socket.receive();
    }
    return frame
        .map(Frame::payload)
        .filter(payload -> payload.length > 1)
        .map(payload -> (payload[0] & 0xFF) << 8 | payload[1] & 0xFF);
  }

  private static byte[] octets(String hex) {
    var words = hex.split(" ");
    var octets = new byte[words.length];
    for (int i = 0; i < words.length; i++) {
      octets[i] = (byte) Integer.parseInt(words[i], 16);
    }
    return octets;
  }
}
