package chat.mongoose.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.RawWebSocket;
import chat.mongoose.testkit.SharedMongoose;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The server ends connections whose clients are still sending (RFC 6455 §7.1): each reads why, and
 * nothing of what comes meanwhile is taken for something else.
 */
@ExtendWith(SharedMongoose.class)
@Tag("server")
@Timeout(120)
class ClosingIT {

  private static final int CONNECTIONS = 400;
  private static final int AT_ONCE = 8;

  private static final String OPEN =
      "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/>";

  /** Of status 1000. */
  private static final byte[] NORMAL = {0x03, (byte) 0xe8};

  private final Mongoose server;

  ClosingIT(Mongoose server) {
    this.server = server;
  }

  @Test
  void whatComesWhileAConnectionEndsIsNoRequest() throws Exception {
    var before = server.log().length();
    var threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      var talks =
          IntStream.range(0, CONNECTIONS).mapToObj(i -> (Callable<String>) this::talk).toList();
      for (var talk : threads.invokeAll(talks)) {
        assertThat(talk.get()).contains("not-well-formed");
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(server.log().substring(before)).doesNotContain("Exception");
  }

  /** Says what no server can read, and then answers its close frame; returns what it has said. */
  private String talk() throws IOException {
    var heard = new StringBuilder();
    try (var socket = new RawWebSocket(server.webSocket())) {
      socket.send(OPEN);
      socket.send("<a><b></a>");
      var frame = socket.receive();
      while (frame.isPresent()) {
        if (frame.get().opcode() == RawWebSocket.CLOSE) {
          answer(socket);
        } else {
          heard.append(frame.get().text());
        }
        frame = socket.receive();
      }
    }
    return heard.toString();
  }

  private static void answer(RawWebSocket socket) {
    try {
      socket.send(true, RawWebSocket.CLOSE, NORMAL);
    } catch (IOException e) {
      // it may have hung up already (RFC 6455 §7.1.1)
    }
  }
}
