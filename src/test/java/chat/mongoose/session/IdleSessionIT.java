package chat.mongoose.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.testkit.Heap;
import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.StreamClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Somebody who is connected and says nothing costs little memory, of ours and of the server's. */
@Timeout(180)
class IdleSessionIT {

  private static final int SESSIONS = 1000;

  /** Until classes are loaded and pools are full. */
  private static final int WARM_UP = 200;

  private static final int OCTETS = 31 * 1024;

  private final List<StreamClient> clients = new ArrayList<>();

  @Test
  @Tag("server")
  void anIdleSessionTakesFewKilobytes() throws Exception {
    try (var server = Mongoose.withDefaults().start()) {
      logIn(server, WARM_UP);
      var before = Heap.of(server);
      logIn(server, SESSIONS);
      var after = Heap.of(server);
      assertThat((after.octets() - before.octets()) / SESSIONS)
          .as("octets of a session\n%s", after.largest())
          .isLessThan(OCTETS);
      for (StreamClient client : clients) {
        client.close();
      }
    }
  }

  private void logIn(Mongoose server, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      var client = new StreamClient(server).logIn();
      client.bind();
      clients.add(client);
    }
  }
}
