package chat.mongoose.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.RawWebSocket;
import chat.mongoose.testkit.SharedMongoose;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What breaks the rules of WebSocket itself ends the connection, which is all that RFC 6455 asks
 * for, and disturbs nobody else. What breaks XMPP's is in the conversations.
 */
@Tag("server")
@ExtendWith(SharedMongoose.class)
class BadFramesIT {

  private static final byte[] OPEN =
      "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/>"
          .getBytes(StandardCharsets.UTF_8);

  private final Server server;
  private final URI address;

  BadFramesIT(Mongoose mongoose) {
    server = MongooseServer.of(mongoose);
    address = mongoose.webSocket();
  }

  @AfterEach
  void theServerLives() {
    var ping =
        ScriptReader.read("ping.chat", "XEP-0199 §4.2: it lives\nJuliet: guest\nJuliet logs in");
    assertThatCode(() -> new Performance(server).play(ping)).doesNotThrowAnyException();
  }

  @Test
  void textThatIsNotUtf8EndsTheConnection() throws IOException {
    try (var socket = new RawWebSocket(address)) {
      // RFC 3629 §3: C0 80 is an overlong form, and no octet may be FF
      socket.send(true, RawWebSocket.TEXT, (byte) '<', (byte) 0xc0, (byte) 0x80, (byte) 0xff);

      assertEnds(socket);
    }
  }

  @Test
  void aTextWhoseLastCharacterIsCutOffEndsTheConnection() throws IOException {
    try (var socket = new RawWebSocket(address)) {
      socket.send(true, RawWebSocket.TEXT, (byte) '<', (byte) 0xe2, (byte) 0x82);

      assertEnds(socket);
    }
  }

  @Test
  void aFrameThatIsNotMaskedEndsTheConnection() throws IOException {
    try (var socket = new RawWebSocket(address)) {
      // RFC 6455 §5.1
      socket.write((byte) 0x81, (byte) 0x02, (byte) '<', (byte) 'a');

      assertEnds(socket);
    }
  }

  @Test
  void aContinuationOfNothingEndsTheConnection() throws IOException {
    try (var socket = new RawWebSocket(address)) {
      socket.send(true, RawWebSocket.CONTINUATION, OPEN);

      assertEnds(socket);
    }
  }

  @Test
  void aTextInPiecesIsOneText() throws IOException {
    try (var socket = new RawWebSocket(address)) {
      socket.send(false, RawWebSocket.TEXT, Arrays.copyOf(OPEN, 20));
      socket.send(false, RawWebSocket.CONTINUATION);
      socket.send(true, RawWebSocket.CONTINUATION, Arrays.copyOfRange(OPEN, 20, OPEN.length));

      var answer = socket.receive().orElseThrow();

      assertThat(answer.opcode()).isEqualTo(RawWebSocket.TEXT);
      assertThat(Tree.parse(answer.text()).attribute("from")).isEqualTo("localhost");
    }
  }

  /** By a frame that says so, perhaps behind a stream error, or without a word. */
  private static void assertEnds(RawWebSocket socket) throws IOException {
    var said = new ArrayList<String>();
    var frame = socket.receive();
    while (frame.isPresent() && frame.get().opcode() != RawWebSocket.CLOSE) {
      said.add(frame.get().text());
      frame = socket.receive();
    }
    assertThat(said).noneMatch(text -> text.contains("features"));
  }
}
