package chat.mongoose.gauntlet;

import java.io.IOException;
import java.time.Duration;

/**
 * Asks for all that there is to ask for, many times over one connection, and reads nothing: more
 * octets of answers than the kernel takes for who does not read.
 */
final class UnreadPages implements Attack {

  private static final int ROUNDS = 150;

  @Override
  public String name() {
    return "answers that are asked for and not read";
  }

  @Override
  public void go(Ground ground) throws IOException {
    var round =
        ground.request("GET", "/widget/xmpp.js")
            + "\r\n"
            + ground.request("GET", "/widget/ui/element.js")
            + "\r\n"
            + ground.request("GET", "/api/health/live")
            + "\r\n"
            + ground.request("GET", "/nothing")
            + "\r\n";
    ground.write(ground.socket(4096), round.repeat(ROUNDS));
    ground.rest(Duration.ofMillis(100));
  }
}
