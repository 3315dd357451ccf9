package chat.mongoose.gauntlet;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Requests that come little by little and never end, to every door. */
final class Trickles implements Attack {

  private static final List<String> DOORS =
      List.of("/api/logout", "/api/token", "/api/users", "/http-bind", "/", "/widget.js");
  private static final int REQUESTS = 150;
  private static final Duration PACE = Duration.ofSeconds(1);

  enum Kind {
    BODIES("bodies that come octet by octet", "b"),
    HEADERS("headers that come line by line", "X-More: 1\r\n");

    private final String told;
    private final String drop;

    Kind(String told, String drop) {
      this.told = told;
      this.drop = drop;
    }
  }

  private final Kind kind;

  Trickles(Kind kind) {
    this.kind = kind;
  }

  @Override
  public String name() {
    return kind.told;
  }

  @Override
  public void go(Ground ground) throws IOException {
    var sockets = new ArrayList<Socket>();
    for (int i = 0; i < REQUESTS; i++) {
      var socket = ground.socket();
      sockets.add(socket);
      ground.write(socket, beginning(ground, i));
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

  private String beginning(Ground ground, int number) {
    if (kind == Kind.HEADERS) {
      return ground.request("GET", "/");
    }
    var type = number % 2 == 0 ? "application/x-www-form-urlencoded" : "application/json";
    return ground.request("POST", DOORS.get(number % DOORS.size()))
        + "Content-Type: "
        + type
        + "\r\nX-Mongoose: 1\r\nContent-Length: 1000\r\n\r\na";
  }

  private void drip(Ground ground, Socket socket) throws IOException {
    try {
      ground.write(socket, kind.drop);
    } catch (IOException e) {
      // answered and closed, as it should be
      socket.close();
    }
  }
}
