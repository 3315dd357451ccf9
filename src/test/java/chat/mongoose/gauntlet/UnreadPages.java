package chat.mongoose.gauntlet;

import java.io.IOException;
import java.time.Duration;

/** Asks for the largest files many times over one connection, and reads nothing. */
final class UnreadPages implements Attack {

  private static final int REQUESTS = 200;

  @Override
  public String name() {
    return "files that are asked for and not read";
  }

  @Override
  public void go(Ground ground) throws IOException {
    var socket = ground.socket(4096);
    for (int i = 0; i < REQUESTS && !ground.isOver(); i++) {
      ground.write(socket, ground.request("GET", "/widget/ui/style.js") + "\r\n");
    }
    ground.rest(Duration.ofMillis(50));
  }
}
