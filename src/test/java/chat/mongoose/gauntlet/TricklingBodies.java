package chat.mongoose.gauntlet;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Requests whose bodies come octet by octet, to every door that takes bodies. */
final class TricklingBodies implements Attack {

  private static final List<String> DOORS =
      List.of("/api/logout", "/api/token", "/api/users", "/http-bind", "/", "/widget.js");
  private static final int REQUESTS = 150;
  private static final Duration PACE = Duration.ofSeconds(1);

  @Override
  public String name() {
    return "bodies that come octet by octet";
  }

  @Override
  public void go(Ground ground) throws IOException {
    var sockets = new ArrayList<Socket>();
    for (int i = 0; i < REQUESTS; i++) {
      var socket = ground.socket();
      sockets.add(socket);
      var type = i % 2 == 0 ? "application/x-www-form-urlencoded" : "application/json";
      ground.write(
          socket,
          ground.request("POST", DOORS.get(i % DOORS.size()))
              + "Content-Type: "
              + type
              + "\r\nX-Mongoose: 1\r\nContent-Length: 1000\r\n\r\na");
    }
    while (true) {
      ground.rest(PACE);
      for (Socket socket : sockets) {
        drip(ground, socket);
      }
    }
  }

  private static void drip(Ground ground, Socket socket) throws IOException {
    try {
      ground.write(socket, "b");
    } catch (IOException e) {
      // answered and closed, as it should be
      socket.close();
    }
  }
}
