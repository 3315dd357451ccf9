package chat.mongoose.gauntlet;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Requests that are none. */
final class BadRequests implements Attack {

  private static final List<String> TAILS =
      List.of(
          "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\nhello",
          "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
          "Content-Length: -1\r\n\r\n",
          "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
          "X: " + "a".repeat(20_000) + "\r\n\r\n",
          "Cookie: " + "a=b; ".repeat(1_000) + "\r\n\r\n",
          "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\n\r\n",
          "\0\1\2\r\n\r\n");
  private static final List<String> PATHS =
      List.of("/%zz", "/api/%00", "/..%2f..", "/api/logout?%", "/http-bind", "/xmpp-websocket");

  @Override
  public String name() {
    return "requests that are none";
  }

  @Override
  public void go(Ground ground) throws IOException {
    for (String path : PATHS) {
      for (String tail : TAILS) {
        try (var socket = ground.socket()) {
          ground.write(socket, ground.request("POST", path) + tail);
        }
        ground.rest(Duration.ofMillis(10));
      }
    }
  }
}
